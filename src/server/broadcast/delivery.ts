/** One subscriber's way through a broadcast: first what it has missed, at its own pace, then live with its group. */
import { assertBroadcastEvent } from '../../graphql/broadcast.js';
import type { LiveGroup, Member } from './liveGroup.js';

export interface Subscriber {
  /** Of the operation, as the client named it. */
  readonly id: string;
  /** Where the peer does not take the message at once, resolves when it has. */
  readonly send: (...parts: readonly Buffer[]) => Promise<void> | void;
}

const TAIL = Buffer.from('}');
const DONE: IteratorReturnResult<undefined> = { done: true, value: undefined };

/**
 * Sends the events' messages itself and yields nothing. Ends when the source ends, throws what it throws, and when it is
 * returned, so is the source.
 */
export function deliver(
  source: AsyncIterable<unknown>,
  group: LiveGroup,
  { id, send }: Subscriber,
): AsyncIterableIterator<never> {
  const events = source[Symbol.asyncIterator]();
  const head = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
  let state: 'catching up' | 'live' | 'over' = 'catching up';
  let endLive = (_failure?: { readonly error: unknown }) => {};
  const liveEnded = new Promise<void>((resolve, reject) => {
    endLive = (failure) => (failure ? reject(failure.error) : resolve());
  });
  liveEnded.catch(() => {});

  const member: Member = {
    goLive() {
      state = 'live';
      // What it holds already the group will send as well.
      events.return?.().catch((error: unknown) => endLive({ error }));
    },
    // Nobody waits for it: the connection bounds what it has not taken, and closes.
    send: (answer) => void send(head, answer, TAIL),
    end: endLive,
  };
  group.join(member);

  const catchUp = async () => {
    for (let event = await events.next(); !event.done; event = await events.next()) {
      assertBroadcastEvent(event.value);
      const answer = await group.answers.to(event.value);
      // Going live, the group sends this event; over, the client may have given the id to something else.
      if (state !== 'catching up') return;
      const taken = send(head, answer, TAIL);
      group.arrive(member, event.value.id);
      await taken;
    }
  };

  const end = async () => {
    if (state === 'over') return DONE;
    const wasCatchingUp = state === 'catching up';
    state = 'over';
    group.leave(member);
    endLive();
    if (wasCatchingUp) await events.return?.();
    return DONE;
  };

  return {
    async next() {
      try {
        await catchUp();
        if (state === 'live') await liveEnded;
      } finally {
        await end();
      }
      return DONE;
    },
    return: end,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
