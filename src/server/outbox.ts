/** What one WebSocket has yet to take from us: never more than a little, and never for long. */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { textFrame } from './frame.js';
import type { ServerLimits } from './limits.js';

export interface Outbox {
  /**
   * Resolves once the peer has taken the message, so that whoever sends waits for whoever reads. Of a socket that is closing,
   * once it is closed: a source that always has more would otherwise be asked for it without end.
   */
  send(data: string): Promise<void> | undefined;
  /** The same, for one that is put together from parts in UTF-8. Nothing must be sent through extensions of WebSockets. */
  sendParts(...parts: readonly Buffer[]): Promise<void> | undefined;
  /** True where something waits, and the peer has taken nothing of it for too long. */
  isStalled(now: number): boolean;
}

/**
 * @param stream what the WebSocket itself writes its frames to
 * @param hangUp is called when more waits than may
 */
export function createOutbox(
  socket: WebSocket,
  stream: Duplex,
  closed: Promise<void>,
  limits: ServerLimits,
  hangUp: () => void,
): Outbox {
  let unsent = 0;
  /** When a waiting message was last taken, or began to wait; undefined while none waits. */
  let waitingSince: number | undefined;
  const waiting: (() => void)[] = [];

  // An error is followed by the socket's close, which ends all operations.
  const taken = () => {
    unsent -= 1;
    waitingSince = unsent > 0 ? Date.now() : undefined;
    while (waiting.length > unsent) waiting.shift()?.();
  };

  const send = (write: () => void): Promise<void> | undefined => {
    if (socket.readyState !== socket.OPEN) return closed;
    if (socket.bufferedAmount > limits.unsentBytesPerSocket) {
      hangUp();
      return closed;
    }
    unsent += 1;
    waitingSince ??= Date.now();
    write();
    // As a rule the kernel takes a message at once.
    if (socket.bufferedAmount === 0) return undefined;
    return new Promise((resolve) => waiting.push(resolve));
  };

  return {
    send: (data) => send(() => socket.send(data, taken)),
    sendParts: (...parts) => send(() => stream.write(textFrame(...parts), taken)),
    isStalled: (now) => waitingSince !== undefined && now - waitingSince >= limits.stalledMs,
  };
}
