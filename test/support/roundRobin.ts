/** Something between two ends of TCP connections: a balancer before the nodes, or a node's way to what it stands on. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Relay extends AsyncDisposable {
  readonly port: number;
  /** Such as `http://127.0.0.1:40123`. */
  readonly url: string;
  /** From now on nothing gets through: connections break and none is made, or all stay and say nothing. */
  cut(how: 'refuse' | 'stall'): void;
  /** Whoever was kept waiting is cut off, as when a route comes back that knows nothing of old connections. */
  mend(): void;
}

/** @param next the port to which the next connection is taken; undefined to refuse it */
export async function startRelay(next: () => number | undefined): Promise<Relay> {
  const sockets = new Set<Socket>();
  let state: 'open' | 'refuse' | 'stall' = 'open';

  function keep(socket: Socket, onClose: () => void): void {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      sockets.delete(socket);
      onClose();
    });
  }

  const server = createServer((near) => {
    const port = next();
    if (state === 'refuse' || port === undefined) return void near.destroy();
    if (state === 'stall') return keep(near.pause(), () => {});
    const far = connect(port, '127.0.0.1');
    keep(near, () => far.destroy());
    keep(far, () => near.destroy());
    near.pipe(far);
    far.pipe(near);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // TCP, so not a string

  function breakAll(): void {
    for (const socket of sockets) socket.destroy();
  }

  return {
    port,
    url: `http://127.0.0.1:${port}`,
    cut(how) {
      state = how;
      if (how === 'refuse') breakAll();
      else for (const socket of sockets) socket.unpipe().pause();
    },
    mend() {
      state = 'open';
      breakAll();
    },
    async [Symbol.asyncDispose]() {
      state = 'refuse';
      breakAll();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Ports that take turns. */
export interface RoundRobin {
  add(port: number): void;
  remove(port: number): void;
  next(): number | undefined;
}

export function createRoundRobin(): RoundRobin {
  let ports: readonly number[] = [];
  let turn = 0;
  return {
    add(port) {
      ports = [...ports, port];
    },
    remove(port) {
      ports = ports.filter((one) => one !== port);
    },
    next() {
      turn += 1;
      return ports[turn % ports.length];
    },
  };
}
