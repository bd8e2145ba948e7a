/** Every bad input gets its own clear error, changes nothing, and leaves the server up. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { connect, errorCode, followExam, send } from '../support/client.js';
import { enrol, sendFrame } from '../support/operations.js';
import { portrait } from '../support/pictures.js';
import { type Product, startProduct } from '../support/product.js';

let product: Product;
let proctor: string;
let candidate: string;
let photo: Buffer;

beforeAll(async () => {
  product = await startProduct();
  proctor = await product.token({ role: 'proctor', sub: 'paula' });
  candidate = await product.token({ role: 'candidate', sub: 'carla' });
  photo = await portrait('curls');
});

afterAll(async () => {
  await product?.[Symbol.asyncDispose]();
});

/** Nothing that is refused may leave a trace. */
afterEach(async () => {
  const { data } = await send(
    product.url,
    proctor,
    '{ exam(id: "demo") { sessions { id } recentEvents { id } } faces(candidateId: "carla") { fullName } }',
  );
  expect(data).toEqual({ exam: { sessions: [], recentEvents: [] }, faces: [] });
});

describe('whoever may not ask is told so:', () => {
  test('without a token', async () => {
    const { url } = product;
    expect(errorCode(await send(url, undefined, '{ viewer { id } }'))).toBe('UNAUTHENTICATED');
    expect(errorCode(await send(url, undefined, '{ exam(id: "demo") { id } }'))).toBe('UNAUTHENTICATED');
  });

  test.each(['nonsense', 'a.b.c', 'x'.repeat(9_000)])('with a token that is none', async (token) => {
    const answer = await send(product.url, token, '{ viewer { id } }');
    expect([answer.status, errorCode(answer)]).toEqual([401, 'UNAUTHENTICATED']);
    expect(JSON.stringify(answer)).not.toContain('xxxx');
  });

  test('with a token of another issuer', async () => {
    await using other = await startProduct();
    const foreign = await other.token({ role: 'proctor', sub: 'paula' });
    expect(errorCode(await send(product.url, foreign, '{ viewer { id } }'))).toBe('UNAUTHENTICATED');
  });

  test('with a token that has expired', async () => {
    const token = await product.token({ role: 'proctor', sub: 'paula', ttl: 1 });
    let answer = await send(product.url, token, '{ viewer { id } }');
    while (!answer.errors) answer = await send(product.url, token, '{ viewer { id } }');
    expect(errorCode(answer)).toBe('UNAUTHENTICATED');
    expect(answer.errors[0]?.message).toMatch(/expired/i);
  });

  test('in the wrong role', async () => {
    const image = photo;
    expect(errorCode(await enrol(product, candidate, { image, candidateId: 'carla', fullName: 'Carla' }))).toBe(
      'FORBIDDEN',
    );
    const create = 'mutation { createExam(input: { id: "mine", title: "Mine" }) { id } }';
    expect(errorCode(await send(product.url, proctor, create))).toBe('FORBIDDEN');
    await using events = followExam(product.url, candidate, { examId: 'demo' });
    await expect(events.next()).rejects.toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });

  test("in another candidate's session", async () => {
    expect(errorCode(await sendFrame(product, candidate, { image: photo, candidateId: 'bo' }))).toBe('FORBIDDEN');
    const query = '{ session(examId: "demo", candidateId: "bo") { id } }';
    expect(errorCode(await send(product.url, candidate, query))).toBe('FORBIDDEN');
  });

  test('in an exam that the token does not cover', async () => {
    const limited = await product.token({ role: 'proctor', sub: 'paula', exam: 'algebra' });
    expect(errorCode(await send(product.url, limited, '{ exam(id: "demo") { id } }'))).toBe('FORBIDDEN');
    expect((await send(product.url, limited, '{ exams { id } }')).data).toEqual({ exams: [] });
    await using events = followExam(product.url, limited, { examId: 'demo' });
    await expect(events.next()).rejects.toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });
});

describe('what does not exist is not found:', () => {
  test.each(['algebra', '', '../demo', 'x'.repeat(1_000)])('the exam «%s»', async (examId) => {
    expect(errorCode(await sendFrame(product, candidate, { image: photo, examId }))).toBe('NOT_FOUND');
    await using events = followExam(product.url, proctor, { examId });
    await expect(events.next()).rejects.toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });

  test('the exam of an enrolment', async () => {
    const answer = await enrol(product, proctor, { image: photo, candidateId: 'carla', fullName: 'C', examId: 'none' });
    expect(errorCode(answer)).toBe('NOT_FOUND');
  });

  test('a face', async () => {
    const query = '{ face(externalImageId: "0") { fullName } }';
    expect((await send(product.url, proctor, query)).data).toEqual({ face: null });
  });
});

describe('a cursor that leads nowhere is refused:', () => {
  test.each(['nonsense', 'algebra:000000000001', 'demo:999999999999', 'demo:-1', ''])('«%s»', async (after) => {
    await using events = followExam(product.url, proctor, { examId: 'demo', after });
    await expect(events.next()).rejects.toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });
});

describe('a picture that is none is refused:', () => {
  const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><rect width="9" height="9"/></svg>',
  );
  const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF');

  const cases: readonly [string, string, () => Promise<Buffer | string> | Buffer | string][] = [
    ['text that is not Base64', 'BAD_IMAGE', () => 'this is *not* Base64!'],
    ['Base64 that is no picture', 'BAD_IMAGE', () => Buffer.from('just a sentence, and not a short one either')],
    ['nothing', 'BAD_IMAGE', () => ''],
    ['a data URL without data', 'BAD_IMAGE', () => 'data:image/jpeg;base64,'],
    ['a GIF', 'BAD_IMAGE', () => gif],
    ['an SVG', 'BAD_IMAGE', () => svg],
    ['a PDF', 'BAD_IMAGE', () => pdf],
    ['a PDF called JPEG', 'BAD_IMAGE', () => `data:image/jpeg;base64,${pdf.toString('base64')}`],
    ['a picture cut off within its header', 'BAD_IMAGE', () => photo.subarray(0, 40)],
    ['a picture cut off in the middle', 'BAD_IMAGE', () => photo.subarray(0, photo.length >> 1)],
    ['a picture of one pixel', 'BAD_IMAGE', () => blank(1, 1)],
    ['a picture of 20,000 by 20,000 pixels', 'IMAGE_TOO_LARGE', () => blank(20_000, 20_000)],
    ['a header that promises more than memory holds', 'IMAGE_TOO_LARGE', () => bomb()],
    ['6 MiB', 'IMAGE_TOO_LARGE', () => Buffer.alloc(6 * 1024 * 1024, photo)],
  ];

  test.each(cases)('%s', async (_, code, make) => {
    const image = await make();
    expect(errorCode(await sendFrame(product, candidate, { image }))).toBe(code);
    expect(errorCode(await enrol(product, proctor, { image, candidateId: 'carla', fullName: 'Carla' }))).toBe(code);
  });

  function blank(width: number, height: number): Promise<Buffer> {
    const create = { width, height, channels: 3, background: '#000' } as const;
    return sharp({ create, limitInputPixels: false }).png({ compressionLevel: 9 }).toBuffer();
  }

  /** A small PNG whose header says 60,000 by 60,000. */
  async function bomb(): Promise<Buffer> {
    const png = await blank(100, 100);
    png.writeUInt32BE(60_000, 16);
    png.writeUInt32BE(60_000, 20);
    return png;
  }
});

describe('fields that make no sense are refused:', () => {
  test.each([
    ['an empty name', { fullName: '   ' }],
    ['a name without end', { fullName: 'x'.repeat(201) }],
    ['a name with a line break', { fullName: 'Carla\nCurls' }],
    ['an empty candidate', { candidateId: '' }],
    ['a candidate without end', { candidateId: 'x'.repeat(256) }],
  ])('%s', async (_, wrong) => {
    const answer = await enrol(product, proctor, { image: photo, candidateId: 'carla', fullName: 'Carla', ...wrong });
    expect(errorCode(answer)).toBe('BAD_USER_INPUT');
  });

  test.each([
    ['an empty frame id', { frameId: '' }],
    ['a frame id without end', { frameId: 'x'.repeat(65) }],
    ['a time that is none', { capturedAt: 'yesterday' }],
  ])('%s', async (_, wrong) => {
    expect(errorCode(await sendFrame(product, candidate, { image: photo, ...wrong }))).toBe('BAD_USER_INPUT');
  });

  test('a frame of nobody, from a proctor', async () => {
    expect(errorCode(await sendFrame(product, proctor, { image: photo }))).toBe('BAD_USER_INPUT');
  });
});

describe('what is too much is refused, on both transports alike:', () => {
  const documents: readonly [string, string][] = [
    ['too deep', `{ __schema { types ${'{ fields { type '.repeat(20)}{ name }${' } }'.repeat(20)} } }`],
    ['too many aliases', `{ ${Array.from({ length: 200 }, (_, index) => `a${index}: server { time }`).join(' ')} }`],
    ['too long', `{ server { ${'time '.repeat(20_000)} } }`],
  ];

  test.each(documents)('a document that is %s', async (_, document) => {
    const overHttp = await send(product.url, proctor, document);
    expect(overHttp.errors).toHaveLength(1);
    const client = connect(product.url, proctor);
    const overWebSocket = await new Promise<unknown>((resolve) => {
      client.subscribe({ query: document }, { next: resolve, error: resolve, complete: () => resolve(undefined) });
    });
    await client.dispose();
    expect(JSON.stringify(overWebSocket)).toContain(overHttp.errors?.[0]?.message.slice(0, 20));
  });
});

test('a candidate who asks without end is told when to come again, on both transports; the others are served', async () => {
  const [hasty, calm] = await Promise.all(['hasty', 'calm'].map((sub) => product.token({ role: 'candidate', sub })));
  const many = `{ ${Array.from({ length: 15 }, (_, index) => `a${index}: viewer { id }`).join(' ')} }`;
  let answer = await send(product.url, hasty, many);
  while (!answer.errors) answer = await send(product.url, hasty, many);
  expect(answer.errors[0]?.extensions).toMatchObject({ code: 'OVERLOADED', retryAfterMs: expect.any(Number) });
  const client = connect(product.url, hasty);
  const overWebSocket = await new Promise<unknown>((resolve) => {
    client.subscribe({ query: many }, { next: resolve, error: resolve, complete: () => resolve(undefined) });
  });
  await client.dispose();
  expect(JSON.stringify(overWebSocket)).toContain('OVERLOADED');
  expect((await send(product.url, calm, many)).errors).toBeUndefined();
});

test('the log holds no picture, no token and no name', () => {
  const log = product.output.join('\n');
  expect(log).not.toContain(photo.toString('base64').slice(100, 140));
  expect(log).not.toContain(candidate.slice(-20));
  expect(log).not.toContain('Carla');
});
