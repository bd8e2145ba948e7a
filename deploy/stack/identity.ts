import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { AccountRecovery, Mfa, OAuthScope, UserPool, UserPoolGroup } from 'aws-cdk-lib/aws-cognito';
import type { DeploymentSettings } from '../settings.js';

export interface Identity {
  readonly userPoolId: string;
  readonly clientId: string;
  /** Where people sign in. */
  readonly signInUrl: string;
}

/** The groups that are roles; whoever is in none is a candidate. */
const GROUPS = ['candidates', 'proctors', 'admins'] as const;

/** A user pool to which only administrators add people, with the hosted sign-in that the pages send them to. */
export function createIdentity(stack: Stack, { domain }: DeploymentSettings): Identity {
  const pool = new UserPool(stack, 'People', {
    selfSignUpEnabled: false,
    signInAliases: { username: true, email: true },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    mfa: Mfa.OPTIONAL,
    mfaSecondFactor: { otp: true, sms: false },
    passwordPolicy: { minLength: 12 },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  for (const groupName of GROUPS) new UserPoolGroup(stack, `Group-${groupName}`, { userPool: pool, groupName });
  const hostedSignIn = pool.addDomain('SignIn', {
    // The name must be nobody else's in the region.
    cognitoDomain: { domainPrefix: `virtual-proctor-${stack.account}` },
  });
  const client = pool.addClient('Pages', {
    generateSecret: false,
    // People sign in at the hosted pages, and with SRP in clients of one's own. For the command line whoever administers the
    // pool, and no one else, may have a token for somebody's password.
    authFlows: { userSrp: true, adminUserPassword: true },
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    accessTokenValidity: Duration.hours(1),
    // The pages renew their token with it: longer than the longest exam day.
    refreshTokenValidity: Duration.hours(14),
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.PROFILE],
      callbackUrls: ['exam', 'dashboard'].map((page) => `https://${domain}/${page}`),
    },
  });
  return { userPoolId: pool.userPoolId, clientId: client.userPoolClientId, signInUrl: hostedSignIn.baseUrl() };
}
