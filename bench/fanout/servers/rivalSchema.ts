import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { createSchema } from '../../../dist/graphql/schema.js';
import { readTypeDefs } from '../feed.js';

/** The product's schema and resolvers, but for where the events come from; nobody's rights are looked at. */
export async function rivalSchema<Context>(subscribe: GraphQLFieldResolver<unknown, Context>): Promise<GraphQLSchema> {
  const schema = createSchema(await readTypeDefs());
  const examEvents = schema.getSubscriptionType()?.getFields()['examEvents'];
  if (!examEvents) throw new Error('The schema has no subscription of this name.');
  examEvents.subscribe = subscribe;
  return schema;
}
