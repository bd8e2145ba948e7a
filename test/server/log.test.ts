import { execFile } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { fastify } from 'fastify';
import { SignJWT } from 'jose';
import { createLog, type Log } from '../../src/server/log.js';

/** A log that keeps its lines, parsed; and as they were written. */
function keptLog(logLevel: 'info' | 'warn' = 'info') {
  const written: string[] = [];
  const log = createLog({ logLevel }, { write: (line) => void written.push(line) });
  return { log, written, lines: () => written.map((line): Record<string, unknown> => JSON.parse(line)) };
}

async function someToken(): Promise<string> {
  return await new SignJWT({ sub: 'ada', name: 'Ada Lovelace' })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode('a secret of no importance'));
}

const picture = Buffer.alloc(30_000, 'a picture').toString('base64');

describe('the log', () => {
  it('writes a line of JSON with its time, its level and its fields', () => {
    const { log, written, lines } = keptLog();
    log.child({ reqId: 'req-1' }).info({ examId: 'algebra', durationMs: 12.5 }, 'frame processed');
    expect(written[0]?.endsWith('}\n')).toBe(true);
    expect(lines()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        reqId: 'req-1',
        examId: 'algebra',
        durationMs: 12.5,
        msg: 'frame processed',
      },
    ]);
  });

  it('keeps silent below its level', () => {
    const { log, written } = keptLog('warn');
    log.info('unimportant');
    log.warn('important');
    expect(written).toHaveLength(1);
  });

  it("carries the request's id, and no query or header, as the server's own log", async () => {
    const { log, lines, written } = keptLog();
    const server = fastify({ loggerInstance: log });
    server.get('/graphql', async (request) => {
      request.log.info({ request }, 'working');
      return {};
    });
    await server.listen({ port: 0, host: '127.0.0.1' });
    const { port } = server.server.address() as AddressInfo; // So it is for a server that listens on a port.
    const headers = { authorization: `Bearer ${await someToken()}` };
    await fetch(`http://127.0.0.1:${port}/graphql?token=hunter2&variables=Ada`, { headers });
    await server.close();
    const ofRequest = lines().filter(({ reqId }) => reqId !== undefined);
    expect(ofRequest).toMatchObject([
      { msg: 'incoming request', req: { method: 'GET', url: '/graphql' } },
      { msg: 'working', reqId: ofRequest[0]?.['reqId'] },
      { msg: 'request completed', res: { statusCode: 200 }, reqId: ofRequest[0]?.['reqId'] },
    ]);
    expect(written.join()).not.toMatch(/hunter2|Ada|eyJ/);
  });
});

describe('what the log never shows', () => {
  const ways: readonly (readonly [string, (log: Log, secret: string, error: Error) => void])[] = [
    ['in a field', (log, image) => log.info({ image })],
    ['in a nested field', (log, image) => log.info({ input: { frames: [{ frame: { image } }] } })],
    ['bound to a child', (log, image) => log.child({ input: { image } }).info('done')],
    ['in the message', (log, secret) => log.info(`could not read ${secret}`)],
    ['in the message of an error', (log, _, error) => log.error(error)],
    ['in an error beside other fields', (log, _, error) => log.error({ err: error, examId: 'a' }, 'failed')],
    ['in an error under another name', (log, _, error) => log.error({ outcome: { reason: error } })],
    ['in the cause of an error', (log, _, cause) => log.error(new Error('failed', { cause }))],
    ['in the properties of an error', (log, input) => log.error(Object.assign(new Error('failed'), { input }))],
    [
      'in a class',
      (log, secret) => log.info({ secretary: new Map([['a', secret]]), url: new URL(`http://a/?${secret}`) }),
    ],
    ['as bytes', (log, secret) => log.info({ data: Buffer.from(secret), more: [new TextEncoder().encode(secret)] })],
    ['in an address', (log, secret) => log.info({ url: `/graphql?access_token=${secret}` })],
  ];

  it.each(ways)('is a picture %s', (_, write) => {
    const { log, written } = keptLog();
    write(log, picture, new Error(`Variable "$input" got invalid value "${picture}"`));
    expect(written).toHaveLength(1);
    expect(written[0]).not.toContain(picture.slice(0, 40));
    expect(written[0]?.length).toBeLessThan(5_000);
  });

  it.each(ways)('is a token %s', async (_, write) => {
    const { log, written } = keptLog();
    const token = await someToken();
    write(log, token, new Error(`jwt ${token} malformed`));
    for (const part of [...token.split('.'), [...Buffer.from(token).subarray(0, 8)].join()]) {
      expect(written[0]).not.toContain(part);
    }
  });

  it.each([
    'authorization',
    'Authorization',
    'cookie',
    'set-cookie',
    'token',
    'access_token',
    'idToken',
    'connectionParams',
    'image',
    'name',
    'fullName',
    'full_name',
    'given_name',
    'email',
    'details',
    'variables',
    'body',
    'vector',
  ])('is what a field called %s holds', (field) => {
    const { log, written, lines } = keptLog();
    log.info({ [field]: 'Ada', nested: [{ [field]: { first: 'Ada' } }] });
    log.child({ [field]: 'Ada' }).info('done');
    expect(written.join()).not.toContain('Ada');
    expect(lines()[0]).toMatchObject({ [field]: '[private]', nested: [{ [field]: '[private]' }] });
  });

  it('is the end of a token that was cut off', async () => {
    const { log, written } = keptLog();
    const token = await someToken();
    log.info(`${' '.repeat(7_950)}${token}`);
    expect(written[0]).not.toContain(token.slice(0, 30));
  });
});

describe('what the log does show', () => {
  it('is the kind of an error, its message and where it came from', () => {
    const { log, lines } = keptLog();
    log.error(Object.assign(new RangeError('out of range', { cause: new TypeError('no number') }), { code: 'X' }));
    expect(lines()[0]).toMatchObject({
      level: 'error',
      msg: 'out of range',
      err: {
        type: 'RangeError',
        message: 'out of range',
        stack: expect.stringMatching(/^RangeError: out of range\n\s+at /),
        cause: { type: 'TypeError', message: 'no number' },
      },
    });
    expect(lines()[0]?.['err']).not.toHaveProperty('code');
  });

  it('is what kind of thing something was, where it can not be shown', () => {
    const { log, lines } = keptLog();
    const endless: { self?: unknown } = {};
    endless.self = endless;
    log.info({ map: new Map(), bytes: Buffer.from('x'), many: Array(51).fill(0), endless, at: new Date(0), big: 2n });
    log.info(new Map([['a', 1]]));
    expect(lines()).toMatchObject([
      { map: '[Map]', many: '[51 items]', at: '1970-01-01T00:00:00.000Z', big: '2' },
      { logged: '[Map]' },
    ]);
  });

  it('is on standard output when nothing else is said', async () => {
    const module = new URL('../../dist/server/log.js', import.meta.url).href;
    const program = `const { createLog } = await import('${module}'); createLog({ logLevel: 'info' }).info('hello');`;
    const child = execFile(process.execPath, ['--input-type=module', '--eval', program]);
    let output = '';
    child.stdout?.on('data', (text: string) => {
      output += text;
    });
    await once(child, 'close');
    expect(JSON.parse(output)).toMatchObject({ level: 'info', msg: 'hello' });
  });
});
