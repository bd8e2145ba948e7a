/** Who issues the tokens, and what the server makes of one. */
import { post, reach, readJson } from '../api/graphqlRequest.js';
import { SERVER } from '../strings.js';

export type Issuer = 'EMBEDDED' | 'COGNITO' | 'OIDC';
export type Role = 'proctor' | 'candidate' | 'admin';

/** Whom the embedded issuer is asked to make a token for. */
export interface Person {
  readonly role: Role;
  readonly sub: string;
  readonly name: string;
}

/** Whom the server sees behind a token. */
export interface Viewer {
  readonly id: string;
  readonly name: string | null;
  readonly roles: readonly string[];
  readonly expiresAt: string;
}

/** @throws Error with a sentence for people */
export async function askIssuer(): Promise<Issuer> {
  const { data, errors } = await post({ query: '{ server { identityProvider } }' }, undefined);
  if (!data) throw new Error(errors?.[0]?.message ?? SERVER.noIssuer);
  return (data as { server: { identityProvider: Issuer } }).server.identityProvider;
}

/** @throws Error with a sentence for people, when the token is not accepted */
export async function askViewer(token: string): Promise<Viewer> {
  const { data, errors } = await post({ query: '{ viewer { id name roles expiresAt } }' }, token);
  if (!data) throw new Error(errors?.[0]?.message ?? SERVER.tokenRefused);
  return (data as { viewer: Viewer }).viewer;
}

/**
 * A token of the embedded issuer, which gives one to everybody who sits at its machine.
 * @throws Error with a sentence for people
 */
export async function issueToken({ role, sub, name }: Person): Promise<string> {
  const response = await reach('/auth/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ role, sub, ...(name !== '' && { name }) }),
  });
  const { token, message } = await readJson<{ token?: string; message?: string }>(response);
  if (token === undefined) throw new Error(message ?? SERVER.noToken);
  return token;
}

/** A token as people paste it: from a header, or with a line break at its end. */
export function readPasted(text: string): string {
  return text.trim().replace(/^bearer\s+/i, '');
}
