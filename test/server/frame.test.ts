import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WebSocket, WebSocketServer } from 'ws';
import { textFrame } from '../../src/server/frame.js';

describe('a frame of text', () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  let client: WebSocket;
  let write: (frame: Buffer) => void;
  beforeAll(async () => {
    await once(server, 'listening');
    const connected = once(server, 'connection');
    // Listening on a port, it has an address of this kind.
    client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const [, request] = await connected;
    write = (frame) => request.socket.write(frame);
    await once(client, 'open');
  });
  afterAll(() => {
    client.terminate();
    server.close();
  });

  test.each([0, 1, 125, 126, 127, 65_535, 65_536, 200_000])(
    'of %i bytes is read as the message it is',
    async (length) => {
      const text = 'x'.repeat(length);
      const middle = length >> 1;
      const message = once(client, 'message');
      write(textFrame(Buffer.from(text.slice(0, middle)), Buffer.from(text.slice(middle))));
      const [data, isBinary] = await message;
      expect([String(data) === text, isBinary]).toEqual([true, false]);
    },
  );

  test('may hold any character', async () => {
    const message = once(client, 'message');
    write(textFrame(Buffer.from('{"name":"'), Buffer.from('Zoë 🎓'), Buffer.from('"}')));
    expect(String((await message)[0])).toBe('{"name":"Zoë 🎓"}');
  });
});
