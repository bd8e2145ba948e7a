/**
 * The roll of the nodes that live. A node that has not said for a while that it is there is struck off by one of the
 * others, which takes up what that one left. One that finds itself missing has been thought dead, or Redis has lost the
 * roll, and with it perhaps a name that nobody missed: it looks, too.
 */
import type { RedisConnection } from './connection.js';

export interface Roll extends Disposable {
  onOtherGone(listener: () => void): void;
}

export interface RollOptions {
  readonly key: string;
  readonly node: string;
  /** A node that is busy is late, and need not be thought dead; nothing is lost where it is. */
  readonly silentMs?: number;
  readonly callEveryMs?: number;
}

export function startRollCall(connection: Pick<RedisConnection, 'callRoll'>, options: RollOptions): Roll {
  const { key, node, silentMs = 10_000, callEveryMs = 3_000 } = options;
  const listeners: (() => void)[] = [];
  let wasThere = false;

  async function call(): Promise<void> {
    const { isNew, gone } = await connection.callRoll(key, node, silentMs);
    const mayBeGone = gone > 0 || (isNew && wasThere);
    wasThere = true;
    if (mayBeGone) for (const listener of listeners) listener();
  }

  /** Whoever needs Redis hears of it. */
  const callNow = () => void call().catch(() => {});

  const timer = setInterval(callNow, callEveryMs);
  callNow();

  return {
    onOtherGone: (listener) => void listeners.push(listener),
    [Symbol.dispose]: () => clearInterval(timer),
  };
}
