import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Example, startExample } from './exampleServer.js';

let example: Example;
beforeAll(async () => {
  example = await startExample({ limits: { vigilMs: 20 } });
});
afterAll(() => example.close());

const viewer = { query: '{ viewer }' };

describe('over HTTP', () => {
  const ask = (authorization: string) => example.post(viewer, { authorization });

  test.each(['Bearer proctor', 'bearer proctor', 'Bearer   proctor'])('a token is known as %j', async (header) => {
    expect(await (await ask(header)).json()).toEqual({ data: { viewer: 'proctor' } });
  });

  test('nobody is nobody, not an error', async () => {
    expect(await (await example.post(viewer)).json()).toEqual({ data: { viewer: null } });
  });

  test.each(['Bearer expired', 'Basic dXNlcjpwYXNz', 'Bearer two words'])('%j is refused with 401', async (header) => {
    const response = await ask(header);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  test('is refused with 401 also where an older media type is accepted', async () => {
    const response = await example.post(viewer, { authorization: 'Bearer expired', accept: 'application/json' });
    expect(response.status).toBe(401);
  });

  test('an issuer out of reach is told as such, without its address', async () => {
    const response = await ask('Bearer unavailable');
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    const text = await response.text();
    expect(text).toMatch(/ISSUER_UNAVAILABLE/);
    expect(text).not.toMatch(/internal/);
  });

  test('a fault in verifying is masked', async () => {
    const response = await ask('Bearer bug');
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'INTERNAL' } }] });
  });

  test('no token is logged', () => {
    expect(example.logged.join('')).not.toMatch(/dXNlcjpwYXNz/);
  });
});

describe('over WebSockets', () => {
  const closes = (payload: object) => {
    const peer = example.open();
    peer.init(payload).catch(() => {});
    return peer.closed;
  };

  test.each([{ authorization: 'Bearer proctor' }, { Authorization: 'Bearer proctor' }, { authorization: 'proctor' }])(
    'a token is known as %j',
    async (payload) => {
      const peer = example.open();
      await peer.init(payload);
      expect(await peer.ask(viewer)).toEqual({ data: { viewer: 'proctor' } });
    },
  );

  test.each([undefined, {}, { authorization: '' }])('nobody is nobody with %j', async (payload) => {
    const peer = example.open();
    await peer.init(payload);
    expect(await peer.ask(viewer)).toEqual({ data: { viewer: null } });
  });

  test('a token that is not accepted closes it with 4403 and the reason', async () => {
    expect(await closes({ authorization: 'Bearer expired' })).toEqual({ code: 4403, reason: 'The token has expired.' });
    expect(await closes({ authorization: { token: 'proctor' } })).toMatchObject({ code: 4403 });
  });

  test('a reason too long for a WebSocket is cut', async () => {
    const { code, reason } = await closes({ authorization: 'Bearer wordy' });
    expect(code).toBe(4403);
    expect(Buffer.byteLength(reason)).toBeLessThanOrEqual(123);
    expect(reason).toMatch(/^é{50,}.?…$/);
  });

  test('an issuer out of reach closes it with 1013, and clients come back', async () => {
    expect(await closes({ authorization: 'Bearer unavailable' })).toMatchObject({ code: 1013 });
  });

  test('a fault in verifying closes it with 4500', async () => {
    expect(await closes({ authorization: 'Bearer bug' })).toEqual({ code: 4500, reason: 'Internal server error' });
  });

  test('a token that expires meanwhile closes it with 4403', async () => {
    const peer = await example.connect('brief');
    peer.send({ type: 'subscribe', id: '1', payload: { query: 'subscription { ticks }' } });
    expect(await peer.closed).toEqual({ code: 4403, reason: 'The token has expired' });
  });

  test('a token good for longer than a timer can run does not close it', async () => {
    const century = await example.connect('century');
    // Closed after several looks at every socket, the other one among them.
    await (await example.connect('brief')).closed;
    expect(await century.ask(viewer)).toEqual({ data: { viewer: 'century' } });
  });
});
