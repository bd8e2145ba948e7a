/**
 * Execute once, deliver to all: those who ask for the same share the execution and the serialisation of each event.
 *
 * Who may listen, and from where, is decided before anybody shares anything: every subscriber opens a source of its own,
 * with its own viewer, by the schema's `subscribe` resolver. From it the subscriber catches up, and then joins the others.
 */
import { randomUUID } from 'node:crypto';
import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, type FieldNode, subscribe } from 'graphql';
import { createErrorFormatter } from '../../graphql/errorFormat.js';
import type { TransportOptions } from '../operation.js';
import { deliver, type Subscriber } from './delivery.js';
import { createLiveGroup, type LiveGroup } from './liveGroup.js';
import { broadcastField, fromNowOn, questionKey } from './question.js';
import { createSharedAnswers } from './sharedAnswers.js';

export interface Broadcast {
  /**
   * As `subscribe` of graphql-js. Of a subscription that is broadcast, the iterable yields nothing: the subscriber is sent
   * each event's message directly, because graphql-ws would serialise it once more for everybody.
   */
  subscribe(args: ExecutionArgs, subscriber: Subscriber): Promise<AsyncIterable<ExecutionResult> | ExecutionResult>;
}

type BroadcastOptions = Pick<TransportOptions, 'createContext' | 'log' | 'telemetry'>;

export function createBroadcast({ createContext, log, telemetry }: BroadcastOptions): Broadcast {
  const groups = new Map<string, LiveGroup>();

  const createGroup = (key: string, args: ExecutionArgs, field: FieldNode): LiveGroup => {
    const requestId = randomUUID();
    const groupLog = log.child({ requestId });
    // Without a viewer: see `broadcast` in the GraphQL layer.
    const contextValue = createContext({ requestId, log: groupLog });
    const onTold = telemetry.meter.errorTold;
    const formatError = createErrorFormatter({ requestId, log: groupLog, onTold });
    const answers = createSharedAnswers({ ...args, contextValue }, formatError);
    const group = createLiveGroup(
      answers,
      () => openLiveSource(args, field),
      () => groups.delete(key),
    );
    groups.set(key, group);
    return group;
  };

  return {
    async subscribe(args, subscriber) {
      const field = broadcastField(args);
      if (!field) return await subscribe(args);
      const source = await createSourceEventStream(args);
      if (!(Symbol.asyncIterator in source)) return source;
      const key = questionKey(args, field);
      return deliver(source, groups.get(key) ?? createGroup(key, args, field), subscriber);
    },
  };
}

/** In the name of the first who asked, who has just been let in. */
async function openLiveSource(args: ExecutionArgs, field: FieldNode): Promise<AsyncIterable<unknown> | undefined> {
  const liveArgs = fromNowOn(args, field);
  const source = liveArgs && (await createSourceEventStream(liveArgs));
  return source && Symbol.asyncIterator in source ? source : undefined;
}
