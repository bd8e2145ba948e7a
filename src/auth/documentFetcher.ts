/** Fetches what an identity provider publishes: its configuration and its keys. */
import { FetchError } from 'aws-jwt-verify/error';
import type { Fetcher } from 'aws-jwt-verify/https';
import { isTamperProof } from './loopback.js';
import { messageOf } from './verification.js';

/** Key sets are a few KiB; this much is only ever sent by mistake or in bad faith. */
const MAX_BYTES = 256 * 1024;

/**
 * Follows no redirect, and fetches over https only, save from this machine itself: whoever could exchange the keys could
 * sign in as anybody. Each failure is a FetchError that names the address.
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
        if (response.status !== 200) throw new Error(`status code is ${response.status}, expected 200`);
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

/** Node's fetch hides what happened in the cause of a "fetch failed", and that of several addresses in a bare code. */
function reasonOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return messageOf(error);
  if ('cause' in error && error.cause !== undefined) return reasonOf(error.cause);
  return messageOf(error) || ('code' in error ? String(error.code) : 'unknown reason');
}
