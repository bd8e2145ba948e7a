/** Why a document could not be fetched, in words that an operator can act on. */
import { messageOf } from './verification.js';

/** An answer that was none: whoever answered has no such document, or none for us. */
export class UnexpectedStatus extends Error {
  override readonly name = 'UnexpectedStatus';
  constructor(readonly status: number) {
    super(`status code is ${status}, expected 200`);
  }
}

const IS_IT_SPELT_RIGHT = "nothing is published there: is the pool's id, its region or the issuer's address right?";
const IS_THERE_A_WAY = 'does a firewall, or a network without a way out, stand between?';
const IS_IT_TRUSTED =
  'its certificate is not trusted here: NODE_EXTRA_CA_CERTS names a file with the authority of a private one';

/** By the codes of Node's errors, and the name of what AbortSignal.timeout throws. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'its name has no address here: is the region or the host right, and does DNS work?'],
  [/^(TimeoutError|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|ENETUNREACH|EHOSTUNREACH)$/, IS_THERE_A_WAY],
  [/^(ECONNREFUSED|ECONNRESET|UND_ERR_SOCKET)$/, 'nobody serves there: is the address right, and the server up?'],
  [/CERT|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/, IS_IT_TRUSTED],
  [/^(EPROTO$|ERR_SSL_)/, 'what answers there does not speak https: is the port right?'],
];

/** Node's fetch hides what happened in the cause of a "fetch failed", and that of several addresses in a bare code. */
export function reasonOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return messageOf(error);
  if ('cause' in error && error.cause !== undefined) return reasonOf(error.cause);
  const code = 'code' in error ? String(error.code) : '';
  const reason = messageOf(error) || code || 'unknown reason';
  const hint = hintFor(error, code);
  return hint === undefined ? reason : `${reason} (${hint})`;
}

function hintFor(error: object, code: string): string | undefined {
  if (error instanceof UnexpectedStatus) return error.status < 500 ? IS_IT_SPELT_RIGHT : undefined;
  const name = 'name' in error ? String(error.name) : '';
  return HINTS.find(([pattern]) => pattern.test(code) || pattern.test(name))?.[1];
}
