import { expect, it } from '@jest/globals';
import { createDocumentFetcher } from '../../src/auth/documentFetcher.js';
import { obtainKeys } from '../../src/auth/obtainKeys.js';
import { IssuerUnavailable } from '../../src/auth/tokenVerifier.js';

/** Fails with these messages, one after the other, and then no longer. */
function verifierThatFails(...messages: readonly string[]) {
  let tries = 0;
  return {
    get tries() {
      return tries;
    },
    async ready() {
      const message = messages[tries];
      tries += 1;
      if (message !== undefined) throw new IssuerUnavailable(message);
    },
  };
}

function listener() {
  const problems: string[] = [];
  let onRecovery = () => {};
  const recovered = new Promise<void>((resolve) => {
    onRecovery = resolve;
  });
  const onProblem = (problem: unknown) => void problems.push(String(problem));
  return { problems, recovered, onProblem, onRecovery };
}

it('asks once where the keys are had', async () => {
  const verifier = verifierThatFails();
  const { problems, onProblem, onRecovery } = listener();
  await using _ = await obtainKeys(verifier, { onProblem, onRecovery });
  expect([verifier.tries, problems]).toEqual([1, []]);
});

it('goes on asking, and tells each reason once', async () => {
  const verifier = verifierThatFails('no name', 'no name', 'no way', 'no way');
  const { problems, recovered, onProblem, onRecovery } = listener();
  await using _ = await obtainKeys(verifier, { onProblem, onRecovery, firstPauseMs: 1, longestPauseMs: 2 });
  await recovered;
  expect(verifier.tries).toBe(5);
  expect(problems).toEqual(['IssuerUnavailable: no name', 'IssuerUnavailable: no way']);
});

it('stops asking when the product stops', async () => {
  const verifier = verifierThatFails('no name');
  const { onProblem, onRecovery } = listener();
  const keys = await obtainKeys(verifier, { onProblem, onRecovery, firstPauseMs: 60_000 });
  await keys[Symbol.asyncDispose]();
  expect(verifier.tries).toBe(1);
});

it('says of a name that does not exist that it may be spelt wrong', async () => {
  // RFC 6761 §6.4: nothing below `invalid` has an address, on any network.
  await expect(createDocumentFetcher().fetch('https://cognito-idp.nowhere.invalid/keys')).rejects.toThrow(
    /its name has no address here: is the region or the host right/,
  );
});
