/** Which subscriptions are executed once for all who ask alike. */
import type { GraphQLField } from 'graphql';

/** What a broadcast subscription's source must yield. */
export interface BroadcastEvent {
  /** The same id is the same event, whichever source yields it. */
  readonly id: string;
}

/**
 * Marks the resolvers of a subscription whose events look the same to everybody. Its `subscribe` decides for each viewer
 * whether they may listen and which events they get; what is made of an event is shared, and therefore executed without a
 * viewer: a field below that needs one fails for all rather than showing one viewer what was meant for another.
 *
 * Its argument `after`, if it has one, is taken to say where a subscriber begins and nothing else.
 */
export function broadcast<Resolvers extends object>(resolvers: Resolvers): Resolvers {
  return { ...resolvers, extensions: { isBroadcast: true } };
}

export function isBroadcast(field: GraphQLField<unknown, unknown>): boolean {
  return field.extensions['isBroadcast'] === true;
}
