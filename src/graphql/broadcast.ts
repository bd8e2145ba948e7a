/** Which subscriptions are executed once for all who ask alike. */
import type { GraphQLField } from 'graphql';

/** What a broadcast subscription's source must yield. */
export interface BroadcastEvent {
  /** The same id is the same event, whichever source yields it. */
  readonly id: string;
  /** Says something of the moment, and not of the event of its id, behind which it stands: its answer is never the same. */
  readonly isTransient?: true;
}

export function assertBroadcastEvent(event: unknown): asserts event is BroadcastEvent {
  const hasId = typeof event === 'object' && event !== null && 'id' in event && typeof event.id === 'string';
  if (!hasId) throw new Error('An event without an id was to be broadcast.');
}

/**
 * Marks the resolvers of a subscription whose events are the same for everybody who asks alike. Its `subscribe` decides for
 * each viewer whether they may listen; which events then come follows from the arguments alone, in one order for all. What
 * is made of an event is shared, and therefore executed without a viewer: a field below that needs one fails for all
 * rather than showing one viewer what was meant for another.
 *
 * An argument `after` is taken to say where a subscriber begins and nothing else; where it is null, that is now.
 */
export function broadcast<Resolvers extends object>(resolvers: Resolvers): Resolvers {
  return { ...resolvers, extensions: { isBroadcast: true } };
}

export function isBroadcast(field: GraphQLField<unknown, unknown>): boolean {
  return field.extensions['isBroadcast'] === true;
}
