/** The WebSocket that the subscriptions share, and what there is to say about it. */
import { type Client, CloseCode, createClient } from 'graphql-ws';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Tokens } from '../identity/tokens.js';
import { SERVER } from '../strings.js';

export type ConnectionState =
  /** Nobody is subscribed: there is no connection, and none is needed. */
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  | {
      readonly kind: 'reconnecting';
      readonly because: string;
      /** When it is tried next: milliseconds since 1970. */
      readonly retryAt: number;
    }
  /** Not tried again until the next subscription. */
  | { readonly kind: 'closed'; readonly because: string };

export interface LiveConnection {
  readonly client: Client;
  readonly state: StoreApi<ConnectionState>;
  /** Connects anew as whoever the identity is now; subscriptions go on. */
  reconnect(): void;
}

/** Where our own server listens for subscriptions. */
export function webSocketUrl({ origin }: { readonly origin: string }): string {
  return `${origin.replace(/^http/, 'ws')}/graphql`;
}

const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 5_000;
/** A server that took the connection and says nothing would be waited for by the browser for minutes. */
const HANDSHAKE_MS = 10_000;
/** A token made this moment and refused again won't be accepted the next time either. */
const MAX_REFUSALS = 2;

export interface LiveConnectionOptions {
  readonly url: string;
  readonly tokens: Tokens;
  /** From the first step until the server has acknowledged it. After that it is tried anew. */
  readonly handshakeMs?: number;
}

export function createLiveConnection({
  url,
  tokens,
  handshakeMs = HANDSHAKE_MS,
}: LiveConnectionOptions): LiveConnection {
  const state = createStore<ConnectionState>(() => ({ kind: 'idle' }));
  let because = '';
  let refusals = 0;
  let handshake: ReturnType<typeof setTimeout> | undefined;

  function mayRetry(failure: unknown): boolean {
    because = describe(failure);
    if (!isClosed(failure) || failure.code !== CloseCode.Forbidden) return true;
    refusals += 1;
    return refusals < MAX_REFUSALS && tokens.tokenRefused();
  }

  const client = createClient({
    url,
    connectionParams: async () => {
      const token = await tokens.token();
      return token === undefined ? {} : { authorization: `Bearer ${token}` };
    },
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: mayRetry,
    retryWait: async (retries) => {
      const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** retries);
      const wait = longest * (0.5 + Math.random() / 2);
      state.setState({ kind: 'reconnecting', because, retryAt: Date.now() + wait }, true);
      await new Promise((resolve) => setTimeout(resolve, wait));
    },
    on: {
      connecting: (again) => {
        clearTimeout(handshake);
        handshake = setTimeout(() => client.terminate(), handshakeMs);
        if (!again) state.setState({ kind: 'connecting' }, true);
      },
      error: () => clearTimeout(handshake),
      connected: () => {
        clearTimeout(handshake);
        refusals = 0;
        state.setState({ kind: 'connected' }, true);
      },
      closed: (event) => {
        clearTimeout(handshake);
        // A connection that was never made is told as an error first, and is being tried again by now.
        if (state.getState().kind === 'reconnecting') return;
        const isDone = isClosed(event) && event.code === 1000;
        state.setState(isDone ? { kind: 'idle' } : { kind: 'closed', because: describe(event) }, true);
      },
    },
  });

  return { client, state, reconnect: () => client.terminate() };
}

interface Closed {
  readonly code: number;
  readonly reason: string;
}

function isClosed(failure: unknown): failure is Closed {
  return typeof failure === 'object' && failure !== null && 'code' in failure && 'reason' in failure;
}

/** RFC 6455 §7.4.1 for 1006; the others are said by whoever closes. */
export function describe(failure: unknown): string {
  if (!isClosed(failure)) return failure instanceof Error ? failure.message : SERVER.unreachable;
  if (failure.code === 1006) return `1006 ${SERVER.connectionLost}`;
  return `${failure.code} ${failure.reason || (CloseCode[failure.code] ?? '')}`.trim();
}
