/** As little as can be done: a message that is ready, sent with ws to everybody who is there. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { handleProtocols } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import type { Contender } from './contender.js';

/** The text of one of the product's own messages, so that nothing is sent but what the others send. */
export async function start(message: string): Promise<Contender> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols });
  server.on('connection', (socket) => {
    socket.once('message', () => {
      socket.send('{"type":"connection_ack"}');
    });
  });
  await once(server, 'listening');
  // Listening on a port, it has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}`,
    publish() {
      for (const socket of server.clients) socket.send(message);
    },
  };
}
