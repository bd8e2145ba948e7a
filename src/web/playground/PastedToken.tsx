import { useState } from 'react';
import type { Identities } from './identity.js';

/** The form for a token that somebody else issued. */
export function PastedToken({ identities, origin }: { readonly identities: Identities; readonly origin: string }) {
  const [token, setToken] = useState('');
  return (
    <form
      className="identity"
      onSubmit={(event) => {
        event.preventDefault();
        void identities.present(token).then(() => setToken(''));
      }}
    >
      <label>
        Token <span className="aside">({origin})</span>
        <textarea
          className="field"
          rows={4}
          required
          spellCheck={false}
          autoComplete="off"
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
        />
      </label>
      <div className="row">
        <button type="submit" className="button primary">
          Use this token
        </button>
        <button type="button" className="button" onClick={identities.becomeNobody}>
          Use no token
        </button>
      </div>
    </form>
  );
}
