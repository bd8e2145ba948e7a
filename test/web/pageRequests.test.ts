/** What becomes of a page's requests where the server takes them and says nothing, on real ports. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { createLiveConnection } from '../../src/web/api/liveConnection.ts';
// The browser's code is bundled, not compiled to dist/: these modules have nothing of a browser in them.
import { createPatientFetch } from '../../src/web/api/patientFetch.ts';
import { readOn } from '../../src/web/dashboard/feed/readOn.ts';

/** As a browser's, which throws nothing where nobody listens. */
class PageWebSocket extends WebSocket {
  constructor(url: string, protocol: string) {
    super(url, protocol);
    this.on('error', () => undefined);
  }
}
// Node 20 has none; what the page's client uses of it is the same.
globalThis.WebSocket = PageWebSocket as unknown as typeof globalThis.WebSocket;

const endings: (() => void)[] = [];
afterEach(() => {
  for (const end of endings.splice(0)) end();
});

async function portOf(server: Server | TcpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address of this shape.
  return (server.address() as AddressInfo).port;
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  endings.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${await portOf(server)}/`;
}

test('a request that is never answered ends in a sentence for people', async () => {
  const url = await serve(() => undefined);
  const request = createPatientFetch({ silenceMs: 100 })(url, { method: 'POST', body: '{}' });
  await expect(request).rejects.toMatchObject({ name: 'ServerSilent', message: expect.stringMatching(/try again/) });
});

test('so does an answer that breaks off in its middle without an end', async () => {
  const url = await serve((_, response) => void response.writeHead(200).write('{"data":'));
  const response = await createPatientFetch({ silenceMs: 100 })(url);
  await expect(response.text()).rejects.toMatchObject({ name: 'ServerSilent' });
});

test('an answer takes longer than that while its bytes keep coming', async () => {
  const url = await serve((_, response) => {
    let parts = 0;
    const timer = setInterval(() => {
      parts += 1;
      if (parts < 10) return response.write('.');
      clearInterval(timer);
      return response.end('done');
    }, 50);
  });
  const response = await createPatientFetch({ silenceMs: 400 })(url);
  expect(await response.text()).toBe('.........done');
});

test('a request that its caller gives up is given up', async () => {
  const url = await serve(() => undefined);
  const caller = new AbortController();
  const request = createPatientFetch()(url, { signal: caller.signal });
  caller.abort();
  await expect(request).rejects.toMatchObject({ name: 'AbortError' });
});

test('a live connection whose handshake is never answered is made anew', async () => {
  let attempts = 0;
  const again = new Promise<void>((resolve) => {
    const server = createTcpServer((socket) => {
      endings.push(() => socket.destroy());
      attempts += 1;
      if (attempts === 2) resolve();
    });
    endings.push(() => server.close());
    void portOf(server).then((port) => {
      const tokens = { token: async () => undefined, tokenRefused: () => false };
      const live = createLiveConnection({ url: `ws://127.0.0.1:${port}/graphql`, tokens, handshakeMs: 100 });
      const nothing = { next: () => undefined, error: () => undefined, complete: () => undefined };
      const end = live.client.subscribe({ query: 'subscription { x }' }, nothing);
      endings.unshift(() => {
        end();
        live.reconnect();
      });
    });
  });
  await again;
  expect(attempts).toBe(2);
});

test('a list is read page by page to its end, or as far as there is one', async () => {
  const page = (node: number) => ({
    edges: [{ node }],
    pageInfo: { hasNextPage: node < 4, endCursor: String(node) },
  });
  const next = async (after: string) => page(Number(after) + 1);
  expect(await readOn(page(1), next)).toEqual([1, 2, 3, 4]);
  expect(await readOn(page(1), async () => undefined)).toEqual([1]);
});
