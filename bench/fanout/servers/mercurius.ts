/** Fastify's GraphQL adapter, with subscriptions of its own make. */
import { fastify } from 'fastify';
import mercurius, { type PubSub } from 'mercurius';
import { frameProcessed, withId } from '../feed.js';
import type { Contender } from './contender.js';
import { rivalSchema } from './rivalSchema.js';

export async function start(): Promise<Contender> {
  const app = fastify();
  const schema = await rivalSchema((_source, _args, { pubsub }: { readonly pubsub: PubSub }) =>
    pubsub.subscribe('events'),
  );
  await app.register(mercurius, { schema, subscription: true });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url: `${url.replace('http', 'ws')}/graphql`,
    publish: (count) => app.graphql.pubsub.publish({ topic: 'events', payload: withId(frameProcessed(count), count) }),
  };
}
