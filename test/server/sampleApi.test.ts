/** The routes of the AWS sample: who may use them, and what becomes of frames and photos that don't simply pass. */
import { type ClientRequest, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TokenVerifier } from '../../src/auth/tokenVerifier.js';
import type { Role } from '../../src/auth/viewer.js';
import { ProctorError } from '../../src/proctor/errors.js';
import type { ProctorService } from '../../src/proctor/service.js';
import type { ServerLimits } from '../../src/server/limits.js';
import type { SampleApiOptions } from '../../src/server/sampleApi/sampleApi.js';
import { EngineUnavailable } from '../../src/vision/engine.js';
import { emptyRoom, portrait } from '../support/pictures.js';
import { createProctorWorld, type ProctorWorld, paula } from '../support/proctor.js';
import { openSamplePage, PAGE_ORIGIN } from '../support/samplePage.js';
import { type Example, verifier as exampleVerifier, startExample } from './exampleServer.js';

let world: ProctorWorld;
let image: string;

beforeAll(async () => {
  world = await createProctorWorld();
  image = (await portrait('curls')).toString('base64');
});

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

/** Tokens say who holds them: `carla is CANDIDATE in demo`. */
const verifier: TokenVerifier = {
  ready: async () => {},
  async verify(token) {
    const [, sub, role, exam] = /^(\w+)-is-(CANDIDATE|PROCTOR)(?:-in-(\w+))?$/.exec(token) ?? [];
    if (sub === undefined || role === undefined) return await exampleVerifier.verify(token);
    const roles = [role as Role]; // The expression lets no other word through.
    return { sub, roles, ...(exam && { examIds: [exam] }), expiresAt: Date.now() + 3_600_000 };
  },
};

function start(options: Partial<SampleApiOptions> = {}, limits: Partial<ServerLimits> = {}): Promise<Example> {
  return startExample({
    verifier,
    limits,
    allowedOrigins: [PAGE_ORIGIN],
    sampleApi: { proctor: world.proctor, examId: 'demo', enrolment: 'staff', ...options },
  });
}

/** The proctor service, of which looking at a frame ends so. */
function failingWith(error: unknown): Pick<ProctorService, 'indexFace' | 'processFrame'> {
  return {
    indexFace: (viewer, input) => world.proctor.indexFace(viewer, input),
    processFrame: () => Promise.reject(error),
  };
}

const pageOf = (example: Example, token: string) => openSamplePage(`${example.url}/`, token);

function resultsSaying(details: string): readonly object[] {
  return [
    { TestName: 'Objects of Interest', Success: false, Details: details },
    { TestName: 'Person Detection', Success: false, Details: details },
    { TestName: 'Person Recognition', Success: false, Details: '0' },
    { TestName: 'Face Detection', Success: false, Details: details },
    { TestName: 'Unsafe Content', Success: false, Details: details },
  ];
}

describe('who sends a frame', () => {
  test.each([
    ['with the token alone, as an authoriser of API Gateway takes it', 'ann-is-CANDIDATE'],
    ['as a bearer of the token', 'Bearer bob-is-CANDIDATE'],
    ['as a proctor, of whom the frame is then', 'paul-is-PROCTOR'],
    ['as somebody who is let into this exam alone', 'cleo-is-CANDIDATE-in-demo'],
  ])('is answered %s', async (_, authorization) => {
    await using example = await start();
    const answer = await pageOf(example, authorization).processImage(image);
    expect([answer.status, answer.body]).toEqual([200, expect.any(Array)]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('is refused without a token before a picture is read', async () => {
    await using example = await start();
    const answer = await openSamplePage(`${example.url}/`, undefined).processImage('A'.repeat(256 * 1024));
    expect([answer.status, answer.body]).toMatchObject([401, { Message: expect.stringMatching(/needs a token/) }]);
  });

  test.each<[string, string | undefined, number, string]>([
    ['without a token', undefined, 401, 'UNAUTHENTICATED'],
    ['with one that has expired', 'old', 401, 'UNAUTHENTICATED'],
    ['with one that nobody can verify now', 'unavailable', 503, 'ISSUER_UNAVAILABLE'],
    ['and is let into another exam alone', 'ann-is-CANDIDATE-in-other', 403, 'FORBIDDEN'],
  ])('is refused %s, in words that a client of the sample finds', async (_, authorization, status, code) => {
    await using example = await start();
    const page = openSamplePage(`${example.url}/`, authorization);
    for (const answer of [await page.processImage(image), await page.addUser({ image, fullName: 'Ann' })]) {
      expect(answer.status).toBe(status);
      expect(answer.body).toMatchObject({ Message: expect.stringMatching(/\w/), error: { code } });
      expect(answer.headers.get('access-control-allow-origin')).toBe(PAGE_ORIGIN);
    }
  });
});

describe('a picture that never ends', () => {
  function sendEndlessly({ url }: Example, path: string, headers: Readonly<Record<string, string>>): ClientRequest {
    const length = { 'content-type': 'application/json', 'content-length': 1_000_000 };
    const sent = request(`${url}${path}`, { method: 'POST', headers: { ...length, ...headers }, agent: false });
    sent.on('error', () => {});
    sent.write('{');
    return sent;
  }

  test('takes one of a candidate’s few places, and nobody else’s', async () => {
    await using example = await start({}, { requestsPerCandidate: 2 });
    const slow = ['/process', '/faces/index'].map((path) =>
      sendEndlessly(example, path, { authorization: 'greedy-is-CANDIDATE' }),
    );
    const ask = (sub: string) => pageOf(example, `${sub}-is-CANDIDATE`).processImage('');
    let answer = await ask('greedy');
    while (answer.status !== 503) answer = await ask('greedy');
    expect(answer.body).toMatchObject({ error: { code: 'OVERLOADED' } });
    expect((await ask('modest')).status).not.toBe(503);
    for (const one of slow) one.destroy();
  });
});

describe('who enrols a face', () => {
  test('is staff, unless candidates may enrol their own', async () => {
    const photo = { image: (await portrait('ponytail')).toString('base64'), fullName: 'Dora' };
    await using closed = await start();
    expect(await pageOf(closed, 'dora-is-CANDIDATE').addUser(photo)).toMatchObject({
      status: 403,
      body: { Message: expect.any(String), error: { code: 'FORBIDDEN' } },
    });
    expect(await world.proctor.faces(paula, 'dora')).toEqual([]);

    await using open = await start({ enrolment: 'self' });
    const { status, body } = await pageOf(open, 'dora-is-CANDIDATE').addUser(photo);
    const [face] = await world.proctor.faces(paula, 'dora');
    expect([status, body]).toEqual([200, { ExternalImageId: face?.externalImageId }]);
  });

  test.each<['staff' | 'self', string, number]>([
    ['staff', 'paul-is-PROCTOR', 200],
    ['self', 'paul-is-PROCTOR', 200],
    ['self', 'emil-is-CANDIDATE', 403],
  ])(
    'of somebody else, where enrolment is for %s and %s asks, is answered with %d',
    async (enrolment, token, status) => {
      await using example = await start({ enrolment });
      const answer = await example.fetch('/faces/index', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: token },
        body: JSON.stringify({ image, fullName: 'Flora', candidateId: 'flora' }),
      });
      expect(answer.status).toBe(status);
    },
  );

  test('is told why a photo is not good enough', async () => {
    world.engine.enrolWith = async () => ({ status: 'rejected', reasons: ['NO_FACE', 'TOO_DARK'] });
    await using example = await start();
    const page = pageOf(example, 'paul-is-PROCTOR');
    const room = (await emptyRoom()).toString('base64');
    expect(await page.addUser({ image: room, fullName: 'Nobody' })).toMatchObject({
      status: 422,
      body: { Message: expect.stringContaining('NO_FACE, TOO_DARK'), error: { code: 'FACE_REJECTED' } },
    });
    expect(await page.addUser({ image: 'AAAA', fullName: 'Nobody' })).toMatchObject({
      status: 422,
      body: { error: { code: 'BAD_IMAGE' } },
    });
    expect(await page.addUser({ image: 'A'.repeat(7 * 1024 * 1024), fullName: 'Nobody' })).toMatchObject({
      status: 413,
      body: { error: { code: 'IMAGE_TOO_LARGE' } },
    });
    expect(await page.addUser({ image: room, fullName: '' })).toMatchObject({
      status: 422,
      body: { error: { code: 'BAD_USER_INPUT' } },
    });
  });
});

describe('a frame of which nothing can be told', () => {
  test.each<[string, unknown]>([
    ['the engine is gone', new ProctorError('ENGINE_UNAVAILABLE', 'gone')],
    ['too many wait', new ProctorError('OVERLOADED', 'full', { retryAfterMs: 1 })],
    ['it is no picture', new ProctorError('BAD_IMAGE', 'no picture')],
    ['it is too large', new ProctorError('IMAGE_TOO_LARGE', 'too large')],
  ])('is answered as the sample answers it, so that its page goes on: %s', async (_, error) => {
    await using example = await start({ proctor: failingWith(error) });
    const answer = await pageOf(example, 'gus-is-CANDIDATE').processImage(image);
    expect([answer.status, answer.body]).toEqual([200, resultsSaying('Server error')]);
  });

  test('is not looked at while a proctor has paused the session, and ends with it', async () => {
    await using example = await start();
    const page = pageOf(example, 'hal-is-CANDIDATE');
    const session = { examId: 'demo', candidateId: 'hal' };
    await world.proctor.startSession(paula, session);
    await world.proctor.pauseSession(paula, session);
    const paused = await page.processImage(image);
    expect([paused.status, paused.body]).toEqual([200, resultsSaying('Not asked')]);

    await world.proctor.terminateSession(paula, { ...session, reason: 'Left' });
    expect(await page.processImage(image)).toMatchObject({ status: 409, body: { error: { code: 'SESSION_ENDED' } } });
  });

  test('because of a fault of ours is masked, and found in the log', async () => {
    await using example = await start({ proctor: failingWith(new TypeError('secret')) });
    const answer = await pageOf(example, 'ida-is-CANDIDATE').processImage(image);
    const requestId = answer.headers.get('x-request-id');
    expect(answer).toMatchObject({ status: 500, body: { error: { code: 'INTERNAL', requestId } } });
    expect(JSON.stringify(answer.body)).not.toContain('secret');
    expect(example.logged.filter((line) => line.includes('secret'))).toEqual([
      expect.stringContaining(String(requestId)),
    ]);
  });

  test('because one part of the engine failed says so there alone', async () => {
    world.engine.observeWith = async () => {
      const failed = { ok: false, reason: 'gone' } as const;
      const face = { box: { left: 0, top: 0, width: 1, height: 1 }, confidence: 99 };
      return { faces: { ok: true, value: [face, face] }, labels: failed, moderation: failed, matches: failed };
    };
    await using example = await start();
    const results = resultsSaying('Server error').with(3, { TestName: 'Face Detection', Success: false, Details: 2 });
    expect((await pageOf(example, 'jan-is-CANDIDATE').processImage(image)).body).toEqual(results);
    world.engine.observeWith = () => Promise.reject(new EngineUnavailable('gone'));
    expect((await pageOf(example, 'kim-is-CANDIDATE').processImage(image)).body).toEqual(resultsSaying('Server error'));
  });
});

describe('a page that sends its next frame at once', () => {
  test('waits until the exam wants one, and keeps nobody else waiting', async () => {
    const askedAt: number[] = [];
    const proctor: SampleApiOptions['proctor'] = {
      ...failingWith(undefined),
      async processFrame(_, { frameId, candidateId }) {
        if (candidateId === 'lea') askedAt.push(performance.now());
        return { frameId, nextFrameInMs: 200, status: 'SUPERSEDED' };
      },
    };
    await using example = await start({ proctor });
    await pageOf(example, 'lea-is-CANDIDATE').processImage(image);
    const second = pageOf(example, 'lea-is-CANDIDATE').processImage(image);
    await pageOf(example, 'max-is-CANDIDATE').processImage(image);
    expect(askedAt).toHaveLength(1);
    await second;
    const [first = 0, next = 0] = askedAt;
    // Timers of Node may be early by a millisecond.
    expect(next - first).toBeGreaterThanOrEqual(199);
  });
});

describe('the request', () => {
  test('is explained where it is none', async () => {
    await using example = await start();
    const send = (body: string, type = 'application/json') =>
      example.fetch('/process', {
        method: 'POST',
        headers: { 'content-type': type, authorization: 'ann-is-CANDIDATE' },
        body,
      });
    const [empty, broken, foreign, large] = [
      await send('{}'),
      await send('{"image":'),
      await send('image=x', 'application/x-www-form-urlencoded'),
      await send(`{"image":"${'A'.repeat(13 * 1024 * 1024)}"}`),
    ];
    expect([empty.status, broken.status, foreign.status, large.status]).toEqual([422, 400, 415, 413]);
    for (const answer of [empty, broken, foreign, large]) {
      expect(await answer.json()).toMatchObject({ Message: expect.any(String), error: { code: expect.any(String) } });
    }
  });

  test.each(['/process', '/faces/index'])(
    'of a page is allowed at %s by the preflight, for its origin alone',
    async (path) => {
      await using example = await start();
      const ask = (origin: string) =>
        example.fetch(path, {
          method: 'OPTIONS',
          headers: {
            origin,
            'access-control-request-method': 'POST',
            'access-control-request-headers': 'authorization,content-type',
          },
        });
      const allowed = await ask(PAGE_ORIGIN);
      expect(allowed.status).toBe(204);
      expect(allowed.headers.get('access-control-allow-origin')).toBe(PAGE_ORIGIN);
      expect(allowed.headers.get('access-control-allow-methods')).toContain('POST');
      expect(allowed.headers.get('access-control-allow-headers')).toContain('authorization');

      const refused = await ask('https://elsewhere.example.org');
      expect(refused.status).toBe(403);
      expect(refused.headers.get('access-control-allow-origin')).toBeNull();
    },
  );

  test.each(['/process', '/faces/index'])('finds nothing at %s where these routes are off', async (path) => {
    await using example = await startExample({ verifier });
    expect((await example.fetch(path, { method: 'POST', headers: { authorization: 'x' } })).status).toBe(404);
  });
});
