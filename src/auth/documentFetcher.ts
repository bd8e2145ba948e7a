/** Fetches what an identity provider publishes: its configuration and its keys. */
import { FetchError } from 'aws-jwt-verify/error';
import type { Fetcher } from 'aws-jwt-verify/https';
import { reasonOf, UnexpectedStatus } from './fetchFailure.js';
import { isTamperProof } from './loopback.js';

/** Key sets are a few KiB; this much is only ever sent by mistake or in bad faith. */
const MAX_BYTES = 256 * 1024;

/**
 * Follows no redirect, and fetches over https only, save from this machine itself: whoever could exchange the keys could
 * sign in as anybody. Each failure is a FetchError that names the address and, where it can
 * be told, what to look at.
 */
export function createDocumentFetcher(options: { readonly timeoutMs?: number } = {}): Fetcher {
  const { timeoutMs = 3_000 } = options;
  return {
    async fetch(uri) {
      if (!isTamperProof(uri)) throw new FetchError(uri, 'not an https:// address');
      try {
        const response = await fetch(uri, {
          headers: { accept: 'application/json' },
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMs),
        });
        if (response.status !== 200) throw new UnexpectedStatus(response.status);
        return await readBounded(response);
      } catch (error) {
        throw new FetchError(uri, reasonOf(error));
      }
    },
  };
}

async function readBounded(response: Response): Promise<ArrayBuffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new Error(`more than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks)).buffer;
}
