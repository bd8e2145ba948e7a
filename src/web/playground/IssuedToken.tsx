import { useId, useState } from 'react';
import type { Person, Role } from '../identity/issuer.js';
import { FIRST_PERSON, type Identities, ROLES } from './identity.js';

const WORDS: Readonly<Record<Role | 'nobody', string>> = {
  proctor: 'Proctor',
  candidate: 'Candidate',
  admin: 'Admin',
  nobody: 'Nobody (no token)',
};

/** The form that has the server's own issuer make a token. */
export function IssuedToken({ identities }: { readonly identities: Identities }) {
  const [role, setRole] = useState<Role | 'nobody'>(FIRST_PERSON.role);
  const [isBusy, setBusy] = useState(false);
  const group = useId();

  async function use(form: FormData) {
    if (role === 'nobody') return identities.becomeNobody();
    setBusy(true);
    const person: Person = { role, sub: text(form, 'sub'), name: text(form, 'name') };
    await identities.become(person);
    setBusy(false);
  }

  return (
    <form
      className="identity"
      onSubmit={(event) => {
        event.preventDefault();
        void use(new FormData(event.currentTarget));
      }}
    >
      <fieldset>
        <legend>Become</legend>
        {[...ROLES, 'nobody' as const].map((one) => (
          <label key={one}>
            <input type="radio" name={group} checked={role === one} onChange={() => setRole(one)} /> {WORDS[one]}
          </label>
        ))}
      </fieldset>
      {role !== 'nobody' && (
        // A key for each role: a candidate's id is another than a proctor's.
        <div className="identity-fields" key={role}>
          <label>
            {role === 'candidate' ? 'Candidate’s id' : 'Id'} <span className="aside">(the token’s sub)</span>
            <input
              className="field"
              name="sub"
              required
              maxLength={128}
              defaultValue={role === 'candidate' ? 'alice' : FIRST_PERSON.sub}
            />
          </label>
          <label>
            Name
            <input
              className="field"
              name="name"
              maxLength={200}
              defaultValue={role === 'candidate' ? 'Alice Example' : FIRST_PERSON.name}
            />
          </label>
        </div>
      )}
      <button type="submit" className="button primary" disabled={isBusy}>
        {role === 'nobody' ? 'Use no token' : 'Use this token'}
      </button>
    </form>
  );
}

function text(form: FormData, field: string): string {
  const value = form.get(field);
  return typeof value === 'string' ? value.trim() : '';
}
