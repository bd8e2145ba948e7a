/**
 * Execute once, deliver to all.
 *
 * Every subscriber has a source of its own, opened with its own viewer by the schema's `subscribe` resolver: whether it may
 * listen, from which cursor, through which filter and how fast it reads concerns nobody else. A source holds a place in
 * the history and no events, so one that waits for a slow socket costs nothing, and none has to be handed over from
 * catching up to listening live. What those who ask alike do share is each event's answer.
 */
import { randomUUID } from 'node:crypto';
import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, type FieldNode, subscribe } from 'graphql';
import { createErrorFormatter } from '../../graphql/errorFormat.js';
import type { TransportOptions } from '../operation.js';
import { broadcastField, questionKey } from './question.js';
import { createSharedAnswers, type SharedAnswers } from './sharedAnswers.js';

export interface Broadcast {
  /**
   * As `subscribe` of graphql-js. Of a subscription that is broadcast, the iterable yields nothing: the subscriber is sent
   * each event's message directly, because graphql-ws would serialise it once more for everybody.
   */
  subscribe(args: ExecutionArgs, subscriber: Subscriber): Promise<AsyncIterable<ExecutionResult> | ExecutionResult>;
}

export interface Subscriber {
  /** Of the operation, as the client named it. */
  readonly id: string;
  /** Resolves when the peer has taken the message: the next event is not looked at before. */
  readonly send: (message: string) => Promise<void> | void;
}

interface Group {
  readonly answers: SharedAnswers;
  members: number;
}

export function createBroadcast({ createContext, log }: Pick<TransportOptions, 'createContext' | 'log'>): Broadcast {
  const groups = new Map<string, Group>();

  const createGroup = (args: ExecutionArgs): Group => {
    const requestId = randomUUID();
    const groupLog = log.child({ requestId });
    // Without a viewer: see `broadcast` in the GraphQL layer.
    const contextValue = createContext({ requestId, log: groupLog });
    const format = createErrorFormatter(requestId, groupLog);
    return { answers: createSharedAnswers({ ...args, contextValue }, format), members: 0 };
  };

  const join = (args: ExecutionArgs, field: FieldNode) => {
    const key = questionKey(args, field);
    const group = groups.get(key) ?? createGroup(args);
    groups.set(key, group);
    group.members += 1;
    const leave = () => {
      group.members -= 1;
      if (group.members === 0) groups.delete(key);
    };
    return { answers: group.answers, leave };
  };

  return {
    async subscribe(args, subscriber) {
      const field = broadcastField(args);
      if (!field) return await subscribe(args);
      const source = await createSourceEventStream(args);
      if (!(Symbol.asyncIterator in source)) return source;
      const { answers, leave } = join(args, field);
      return deliver(source, answers, subscriber, leave);
    },
  };
}

/** Ends when the source ends, throws what it throws, and when it is returned, so is the source. */
function deliver(
  source: AsyncIterable<unknown>,
  answers: SharedAnswers,
  { id, send }: Subscriber,
  leave: () => void,
): AsyncIterableIterator<never> {
  const events = source[Symbol.asyncIterator]();
  const head = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
  let isOver = false;
  const end = async (): Promise<IteratorReturnResult<undefined>> => {
    if (!isOver) {
      isOver = true;
      leave();
      await events.return?.();
    }
    return { done: true, value: undefined };
  };

  return {
    async next() {
      try {
        for (let event = await events.next(); !event.done; event = await events.next()) {
          const answer = await answers.to(event.value);
          // A client may use the id again once it has completed.
          if (isOver) break;
          const sent = send(`${head}${answer}}`);
          if (sent) await sent;
        }
      } finally {
        await end();
      }
      return { done: true, value: undefined };
    },
    return: end,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
