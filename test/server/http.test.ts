import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Example, startExample } from './exampleServer.js';

const MiB = 1024 * 1024;

describe('the HTTP server', () => {
  let example: Example;
  beforeAll(async () => {
    example = await startExample();
  });
  afterAll(() => example.close());

  const codeOf = async (response: Response) => {
    const body = (await response.json()) as { errors: [{ message: string; extensions: { code: string } }] };
    return `${response.status} ${body.errors[0].extensions.code}`;
  };

  test.each([
    ['text/plain', '{ hello }'],
    ['multipart/form-data; boundary=x', '--x--'],
    ['application/x-www-form-urlencoded', 'query={hello}'],
    ['application/graphql', '{ hello }'],
  ])('reads JSON only, not %s', async (type, body) => {
    expect(await codeOf(await example.post(body, { 'content-type': type }))).toBe('415 BAD_REQUEST');
  });

  test.each([
    ['half a JSON', '{"query": "{ hel'],
    ['a list, so that nobody multiplies a request by batching', '[{"query": "{ hello }"}, {"query": "{ hello }"}]'],
    ['a number', '1'],
    ['nothing', ''],
    ['no query', '{"variables": {}}'],
    ['variables that are a list', '{"query": "{ hello }", "variables": []}'],
    ['a prototype', '{"query": "{ hello }", "__proto__": {"x": 1}}'],
  ])('refuses a body that is %s', async (_, body) => {
    expect(await codeOf(await example.post(body))).toBe('400 BAD_REQUEST');
  });

  test.each([
    ['with a length', () => JSON.stringify({ query: '{ hello }', variables: { image: 'A'.repeat(64 * MiB) } })],
    ['in chunks', () => new Blob(['A'.repeat(64 * MiB)]).stream()],
  ])('refuses 64 MiB %s, and the client lives to read it', async (_, body) => {
    const response = await example.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer proctor' },
      body: body(),
      duplex: 'half',
    } as RequestInit);
    expect(await codeOf(response)).toBe('413 REQUEST_TOO_LARGE');
    expect((await example.post({ query: '{ hello }' })).status).toBe(200);
  });

  test('answers a GET, and no mutation by GET', async () => {
    const query = await example.fetch('/graphql?query={hello}');
    expect(await query.json()).toEqual({ data: { hello: 'world' } });
    const mutation = await example.fetch('/graphql?query=mutation{upload(image:"A")}');
    expect(mutation.headers.get('allow')).toBe('POST');
    expect(await codeOf(mutation)).toBe('405 BAD_REQUEST');
  });

  test('refuses other methods', async () => {
    const response = await example.fetch('/graphql', { method: 'DELETE' });
    expect(response.headers.get('allow')).toBe('GET, POST');
    expect(await codeOf(response)).toBe('405 BAD_REQUEST');
  });

  test('says where subscriptions are served', async () => {
    const response = await example.post({ query: 'subscription { ticks }' });
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/WebSocket/);
  });

  test('answers in the media type that is accepted, or says that it has none', async () => {
    const html = await example.post({ query: '{ hello }' }, { accept: 'text/html' });
    expect(html.status).toBe(406);
    const json = await example.post({ query: '{ hello }' }, { accept: 'application/json' });
    expect(json.headers.get('content-type')).toMatch(/^application\/json/);
  });

  test('gives every answer a request id: the sender’s, where that looks like one', async () => {
    const given = await example.post({ query: '{ hello }' }, { 'x-request-id': 'from-the-proxy:17' });
    expect(given.headers.get('x-request-id')).toBe('from-the-proxy:17');
    const odd = await example.post({ query: '{ hello }' }, { 'x-request-id': 'a b"c' });
    expect(odd.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(example.logged.some((line) => line.includes('"requestId":"from-the-proxy:17"'))).toBe(true);
  });

  test('does not log what a query string holds', async () => {
    await example.fetch('/graphql?query={hello}&variables={"name":"Grace"}');
    expect(example.logged.join('')).not.toContain('Grace');
  });

  test('tells nothing of itself in its headers, and lets nobody frame or store its answers', async () => {
    const { headers } = await example.post({ query: '{ hello }' });
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': expect.stringMatching(/default-src 'self'.*frame-ancestors 'none'/),
      'x-content-type-options': 'nosniff',
    });
    expect(headers.has('x-powered-by')).toBe(false);
  });

  test('answers what it does not have with JSON', async () => {
    expect(await codeOf(await example.fetch('/admin'))).toBe('404 NOT_FOUND');
  });
});

describe('on a bare connection, the server', () => {
  let example: Example;
  beforeAll(async () => {
    example = await startExample({ limits: { headersTimeoutMs: 500, requestTimeoutMs: 1_000, vigilMs: 50 } });
  });
  afterAll(() => example.close());

  /** Everything the server says until it hangs up. */
  const say = async (text: string) => {
    const socket = connect(Number(new URL(example.url).port), '127.0.0.1');
    socket.write(text);
    let heard = '';
    for await (const chunk of socket) heard += chunk;
    return heard;
  };
  const start = 'POST /graphql HTTP/1.1\r\nHost: localhost\r\n';

  test.each([
    ['dawdles over the headers', `${start}X-Slow: `, 408, /too long/],
    [
      'dawdles over the body',
      `${start}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
      408,
      /too long/,
    ],
    ['sends headers beyond 16 KiB', `${start}X-Long: ${'a'.repeat(20_000)}\r\n\r\n`, 431, /16384 bytes/],
    ['does not speak HTTP', '\x16\x03\x01\x02\x00 hello\r\n\r\n', 400, /not HTTP/],
  ])('hangs up on who %s, and says why', async (_, text, status, message) => {
    const [head = '', body = ''] = (await say(text)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    const error = {
      message: expect.stringMatching(message),
      extensions: { code: 'BAD_REQUEST', requestId: expect.any(String) },
    };
    expect(JSON.parse(body)).toEqual({ errors: [error] });
    expect((await example.post({ query: '{ hello }' })).status).toBe(200);
  });
});
