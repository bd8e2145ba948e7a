/** The way of one node to Redis, which can be cut: as if the node had died, or the network. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface RedisProxy extends AsyncDisposable {
  readonly url: string;
  /** From now on nothing gets through, and no connection is made. */
  cut(): void;
  mend(): void;
  /** From now on what Redis sends with this text in it is lost. */
  lose(text: string): void;
}

export async function startRedisProxy(port: number): Promise<RedisProxy> {
  const sockets = new Set<Socket>();
  let isCut = false;
  let lost: string | undefined;
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(port, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far);
    far.on('data', (chunk: Buffer) => {
      if (lost === undefined || !chunk.includes(lost)) near.write(chunk);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');

  function cut(): void {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  }

  return {
    url: `redis://127.0.0.1:${address.port}`,
    cut,
    mend: () => {
      isCut = false;
    },
    lose: (text) => {
      lost = text;
    },
    async [Symbol.asyncDispose]() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
