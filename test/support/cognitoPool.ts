/**
 * A Cognito user pool of this machine, which the product reaches as it reaches a real one: over https, at the pool's own
 * address. What it publishes has the shape of what Amazon publishes at
 * https://cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE/.well-known/openid-configuration (Amazon Cognito Developer
 * Guide, "User pool endpoints and managed login reference").
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { JWTPayload } from 'jose';
import { type IdentityProvider, startIdentityProvider } from './identityProvider.js';

const userPoolId = 'eu-west-1_AbCdEf123';
const issuer = `https://cognito-idp.eu-west-1.amazonaws.com/${userPoolId}`;
export const clientId = '4f2example';
export const hostedSignIn = 'https://exams.auth.eu-west-1.amazoncognito.com';
export const keysPath = `/${userPoolId}/.well-known/jwks.json`;

export interface CognitoPool extends IdentityProvider {
  /** With which the product uses the pool. */
  readonly env: Readonly<Record<string, string>>;
  accessToken(claims?: JWTPayload, header?: { readonly kid?: string }): Promise<string>;
  idToken(claims?: JWTPayload): Promise<string>;
}

const at = (path: string) => fileURLToPath(new URL(`tls/${path}`, import.meta.url));

export async function startCognitoPool(): Promise<CognitoPool> {
  const provider = await startIdentityProvider({
    issuer,
    tls: {
      key: await readFile(at('test-only-key.pem'), 'utf8'),
      cert: await readFile(at('test-only-certificate.pem'), 'utf8'),
    },
    endpoints: {
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      authorization_endpoint: `${hostedSignIn}/oauth2/authorize`,
      token_endpoint: `${hostedSignIn}/oauth2/token`,
      userinfo_endpoint: `${hostedSignIn}/oauth2/userInfo`,
    },
  });
  return {
    ...provider,
    env: {
      COGNITO_USER_POOL_ID: userPoolId,
      COGNITO_CLIENT_ID: clientId,
      NODE_EXTRA_CA_CERTS: at('test-only-certificate.pem'),
      NODE_OPTIONS: `--import ${at('toThisMachine.js')}`,
      TEST_TLS_PORT: String(provider.port),
    },
    accessToken: (claims, header) =>
      provider.sign({ iss: issuer, sub: 'ada', token_use: 'access', client_id: clientId, ...claims }, header),
    idToken: (claims) => provider.sign({ iss: issuer, sub: 'ada', token_use: 'id', aud: clientId, ...claims }),
  };
}
