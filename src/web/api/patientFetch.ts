/** Every request of a page goes through here, so that none waits for ever for a server that took it and says nothing. */
import { SERVER } from '../strings.js';

/** No answer came in time. What was asked may have been done all the same. The message is a sentence for people. */
export class ServerSilent extends Error {
  override readonly name = 'ServerSilent';
}

/** Longer than a request waits for its turn on a busy server, which refuses what would wait longer. */
const SILENCE_MS = 20_000;
/** A line this slow still carries a photo; a request is given the time that its own bytes take there. */
const SLOWEST_BYTES_PER_MS = 25;

export interface Patience {
  /** Without a byte of the answer. */
  readonly silenceMs?: number;
}

/**
 * Like `fetch`; an answer takes as long as it likes while its bytes keep coming: a report with pictures is large.
 * @throws ServerSilent also from reading the answer's body
 */
export function createPatientFetch({ silenceMs = SILENCE_MS }: Patience = {}): typeof fetch {
  return async (input, init = {}) => {
    const silence = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const waitFor = (ms: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(new ServerSilent(SERVER.silent(Math.round(ms / 1_000)))), ms);
    };
    const giveUp = () => silence.abort(init.signal?.reason);
    if (init.signal?.aborted) giveUp();
    else init.signal?.addEventListener('abort', giveUp, { once: true });
    const stop = () => {
      clearTimeout(timer);
      init.signal?.removeEventListener('abort', giveUp);
    };

    const bytes = typeof init.body === 'string' ? init.body.length : 0;
    waitFor(silenceMs + bytes / SLOWEST_BYTES_PER_MS);
    try {
      const response = await fetch(input, { ...init, signal: silence.signal });
      if (!response.body) {
        stop();
        return response;
      }
      waitFor(silenceMs);
      return new Response(response.body.pipeThrough(heard(() => waitFor(silenceMs), stop)), response);
    } catch (failure) {
      stop();
      throw silence.signal.reason instanceof ServerSilent ? silence.signal.reason : failure;
    }
  };
}

/** Passes on what comes, and tells of it. Where the answer breaks off the timer runs out on a request that is over. */
function heard(onBytes: () => void, onEnd: () => void): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream({
    transform(chunk, controller) {
      onBytes();
      controller.enqueue(chunk);
    },
    flush: onEnd,
  });
}

export const patientFetch = createPatientFetch();
