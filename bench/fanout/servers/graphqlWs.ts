/** The usual: graphql-ws on ws, with the PubSub of graphql-subscriptions. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PubSub } from 'graphql-subscriptions';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { frameProcessed, withId } from '../feed.js';
import type { Contender } from './contender.js';
import { rivalSchema } from './rivalSchema.js';

export async function start(): Promise<Contender> {
  const pubsub = new PubSub();
  // Every subscriber is a listener.
  pubsub['ee'].setMaxListeners(0);
  const schema = await rivalSchema(() => pubsub.asyncIterableIterator('events'));
  const http = createServer();
  // biome-ignore lint/correctness/useHookAtTopLevel: it is a server of graphql-ws, not a hook of React
  useServer({ schema }, new WebSocketServer({ server: http, path: '/graphql' }));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  // Listening on a port, it has an address of this kind.
  const { port } = http.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}/graphql`,
    publish: (count) => pubsub.publish('events', withId(frameProcessed(count), count)),
  };
}
