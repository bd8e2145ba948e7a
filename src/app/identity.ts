/** Who people are, and who says so. */
import { cognitoIssuerOf, createCognitoVerifier } from '../auth/cognitoVerifier.js';
import { createEmbeddedIssuer, type EmbeddedIssuer } from '../auth/embeddedIssuer.js';
import { createEmbeddedVerifier } from '../auth/embeddedVerifier.js';
import { obtainKeys } from '../auth/obtainKeys.js';
import { createOidcVerifier } from '../auth/oidcVerifier.js';
import { createPageSignIn, type PageSignIn, type PageSignInSettings } from '../auth/pageSignIn.js';
import type { TokenVerifier } from '../auth/tokenVerifier.js';
import type { Config } from '../config.js';
import type { Log } from '../server/log.js';
import type { Keep } from './resources.js';

interface Identity {
  readonly verifier: TokenVerifier;
  readonly issuer?: EmbeddedIssuer;
  readonly signIn?: PageSignIn;
}

export async function openIdentity({ identity, dataDir }: Config, log: Log): Promise<Identity> {
  const signInWith = (settings: PageSignInSettings) =>
    createPageSignIn({
      ...settings,
      onProblem: (err) =>
        log.warn({ err }, 'pages may not be able to sign in: the identity provider could not be looked up'),
    });
  switch (identity.kind) {
    case 'cognito': {
      const signIn = signInWith({ ...identity, issuer: cognitoIssuerOf(identity.userPoolId) });
      return { verifier: createCognitoVerifier(identity), signIn };
    }
    case 'oidc': {
      const { issuer, pages } = identity;
      return { verifier: createOidcVerifier(identity), ...(pages && { signIn: signInWith({ issuer, ...pages }) }) };
    }
    case 'embedded': {
      const issuer = await createEmbeddedIssuer({ dataDir });
      return { verifier: createEmbeddedVerifier(issuer), issuer };
    }
  }
}

/** An issuer that can't be reached keeps nobody from repairing it: we start, and say at /readyz what is missing. */
export async function askForKeys(verifier: TokenVerifier, log: Log, keep: Keep): Promise<void> {
  keep(
    await obtainKeys(verifier, {
      onProblem: (err) => log.error({ err }, "nobody can sign in: the issuer's keys can't be had yet; trying on"),
      onRecovery: () => log.info("the issuer's keys were fetched: people can sign in now"),
    }),
  );
}

export function identityProviderName({ identity }: Config): 'EMBEDDED' | 'COGNITO' | 'OIDC' {
  const names = { embedded: 'EMBEDDED', cognito: 'COGNITO', oidc: 'OIDC' } as const;
  return names[identity.kind];
}
