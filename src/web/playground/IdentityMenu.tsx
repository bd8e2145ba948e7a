import { useState } from 'react';
import { useStore } from 'zustand';
import { IssuedToken } from './IssuedToken.js';
import type { Identities, Identity, IdentityState } from './identity.js';
import { Menu } from './Menu.js';
import { PastedToken } from './PastedToken.js';

/** Who the requests come from, and how to become somebody else. */
export function IdentityMenu({ identities }: { readonly identities: Identities }) {
  const { issuer, identity, problem } = useStore(identities.store);
  return (
    <Menu label={<Who identity={identity} />} title="Who you are">
      <p aria-live="polite">{describe(identity)}</p>
      {identity.kind === 'viewer' && <CopyToken token={identity.token} />}
      {problem !== undefined && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {issuer === 'EMBEDDED' && <IssuedToken identities={identities} />}
      <details open={issuer !== 'EMBEDDED' || problem !== undefined}>
        <summary>Use a token that you have</summary>
        <PastedToken identities={identities} origin={originOf(issuer)} />
      </details>
      <p className="aside">Tokens stay in this page’s memory, and are gone when it is closed.</p>
    </Menu>
  );
}

function Who({ identity }: { readonly identity: Identity }) {
  if (identity.kind === 'asking') return '…';
  if (identity.kind === 'nobody') return 'No token';
  const { id, name, roles } = identity.viewer;
  return (
    <>
      <strong>{roles.map(inWords).join(', ')}</strong> <span className="menu-button-name">{name ?? id}</span>
    </>
  );
}

function describe(identity: Identity): string {
  if (identity.kind === 'asking') return 'Asking the server who issues its tokens.';
  if (identity.kind === 'nobody') return 'You send no token: only what anyone may ask is answered.';
  const { id, roles, expiresAt } = identity.viewer;
  const until = new Date(expiresAt).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  return `You are ${roles.map((role) => inWords(role).toLowerCase()).join(', ')} “${id}” until ${until}.`;
}

function inWords(role: string): string {
  return role.charAt(0) + role.slice(1).toLowerCase();
}

function originOf(issuer: IdentityState['issuer']): string {
  if (issuer === 'COGNITO') return 'from the server’s Amazon Cognito user pool';
  return issuer === 'OIDC' ? 'from the server’s OpenID Connect issuer' : 'as `npm run token` prints it';
}

function CopyToken({ token }: { readonly token: string }) {
  const [isCopied, setCopied] = useState(false);
  async function copy() {
    await navigator.clipboard.writeText(token);
    setCopied(true);
  }
  return (
    <button type="button" className="button" onClick={copy} onBlur={() => setCopied(false)}>
      {isCopied ? 'Copied' : 'Copy the token'}
    </button>
  );
}
