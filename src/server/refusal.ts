/** A request that is not let in: told in the shape of a GraphQL error, whichever part of the server refuses it. */
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

export interface Refusal {
  /** Of HTTP. */
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export function refusalBody({ code, message }: Refusal, requestId: string): { readonly errors: readonly object[] } {
  return { errors: [{ message, extensions: { code, requestId } }] };
}

/** Answers where there is no response object, as to an upgrade or to what is hardly HTTP, and hangs up. */
export function refuseBare(socket: Duplex, refusal: Refusal, requestId: string): void {
  const body = JSON.stringify(refusalBody(refusal, requestId));
  const head = [
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}`,
    'connection: close',
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${requestId}`,
  ];
  socket.on('error', () => socket.destroy());
  socket.once('finish', () => socket.destroy());
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
