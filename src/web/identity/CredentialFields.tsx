import { Button } from '../design/Button.js';
import { TextField } from '../design/TextField.js';
import type { Credentials, Field } from './useCredentials.js';

export interface CredentialWords {
  readonly name: string;
  readonly id: string;
  readonly idHint: string;
  readonly token: string;
  readonly tokenHint: string;
  readonly missing: string;
  readonly continue: string;
  readonly redirect: string;
  /** Instead of the institution's page or the name, and back to that. */
  readonly useToken: string;
  readonly useRedirect: string;
  readonly useForm: string;
}

export interface CredentialFieldsProps {
  readonly credentials: Credentials;
  readonly words: CredentialWords;
  /** What is missing is said once somebody tried to go on without it. */
  readonly wasTried: boolean;
}

/** A name and a number where the server issues the tokens itself; a token from elsewhere where it takes only those. */
export function CredentialFields({ credentials, words, wasTried }: CredentialFieldsProps) {
  const { way, name, id, token } = credentials;
  const fieldOf = (field: Field) => ({
    value: field.value,
    onChange: field.set,
    problem: wasTried && field.value.trim() === '' ? words.missing : undefined,
  });
  return (
    <>
      {way === 'form' && (
        <>
          <TextField label={words.name} {...fieldOf(name)} maxLength={200} autoComplete="name" />
          <TextField label={words.id} hint={words.idHint} {...fieldOf(id)} maxLength={128} spellCheck="false" />
        </>
      )}
      {way === 'token' && <TextField label={words.token} hint={words.tokenHint} {...fieldOf(token)} rows={4} />}
    </>
  );
}

/** The ways on: with what is filled in, and, where there are two, with the other. */
export function CredentialButtons({
  credentials,
  words,
  isBusy = false,
}: Omit<CredentialFieldsProps, 'wasTried'> & { readonly isBusy?: boolean }) {
  const { way, other, chooseOther } = credentials;
  const wordsOf = { token: words.useToken, redirect: words.useRedirect, form: words.useForm };
  return (
    <>
      <Button look="primary" type="submit" isDisabled={isBusy}>
        {way === 'redirect' ? words.redirect : words.continue}
      </Button>
      {other && (
        <Button look="link" onPress={chooseOther}>
          {wordsOf[other]}
        </Button>
      )}
    </>
  );
}
