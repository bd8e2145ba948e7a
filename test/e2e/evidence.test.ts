/** What the exam's staff is shown of an incident, and of the frame that came last; and that nothing else is kept. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { type Answer, errorCode, followExam, send } from '../support/client.js';
import { startDynamoDb } from '../support/dynamoDb.js';
import { otherPicture, portrait, together } from '../support/pictures.js';
import { type Product, startProduct } from '../support/product.js';
import { createProductCamera } from '../support/productCamera.js';
import { startProductWithCarla } from '../support/productWithCarla.js';

const EVIDENCE = /* GraphQL */ `
  query ($incidentId: ID!) {
    evidence(examId: "demo", incidentId: $incidentId) {
      roles frameId capturedAt at keptUntil
      picture { width height mediaType base64 }
      seen {
        faces { confidence box { ...edges } }
        labels { name confidence box { ...edges } }
        unsafe { name confidence }
      }
    }
  }
  fragment edges on Box { left top width height }
`;

const SESSION = /* GraphQL */ `
  query ($candidateId: ID) {
    session(examId: "demo", candidateId: $candidateId) {
      id
      openIncidents { id kind }
      livePicture { frameId capturedAt picture { width height mediaType base64 } }
    }
  }
`;

interface Edges {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

let product: Product;
let proctor: string;
let candidate: string;
const camera = createProductCamera();

beforeAll(async () => {
  ({ product, proctor, candidate } = await startProductWithCarla());
  await camera.show(product, candidate, await otherPicture('curls'), ['alone']);
  await camera.show(product, candidate, await together('curls', 'green'), ['two', 'still two']);
});

afterAll(async () => {
  await product?.[Symbol.asyncDispose]();
});

async function sessionOf(candidateId: string, token = proctor): Promise<Answer['data']> {
  return (await send(product.url, token, SESSION, { candidateId })).data.session;
}

async function incidentOf(candidateId: string): Promise<string> {
  const { openIncidents } = await sessionOf(candidateId);
  expect(openIncidents).toEqual([{ id: expect.any(String), kind: 'SEVERAL_PEOPLE' }]);
  return openIncidents[0].id;
}

function isWithinPicture({ left, top, width, height }: Edges): boolean {
  const most = 1 + 1e-9; // sums of fractions are not exact
  return left >= 0 && top >= 0 && width > 0 && height > 0 && left + width <= most && top + height <= most;
}

/** The format and the size of a picture, once all of its pixels were read. */
async function decoded(base64: string): Promise<readonly unknown[]> {
  const bytes = Buffer.from(base64, 'base64');
  const { info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  return [(await sharp(bytes).metadata()).format, info.width, info.height];
}

describe('when somebody joins the candidate', () => {
  test('the exam’s staff is shown it, with what the engine saw, and all who watch learn who looked', async () => {
    const { data: before } = await send(product.url, proctor, '{ exam(id: "demo") { cursor } }');
    const { data, errors } = await send(product.url, proctor, EVIDENCE, { incidentId: await incidentOf('carla') });
    expect(errors).toBeUndefined();
    const [kept, ...others] = data.evidence;
    expect(others).toEqual([]);
    expect(kept).toMatchObject({ frameId: 'still two', roles: ['OPENING', 'WORST', 'LAST'] });
    expect(kept.picture).toMatchObject({ width: 480, height: 360, mediaType: 'image/jpeg' });
    expect(await decoded(kept.picture.base64)).toEqual(['jpeg', 480, 360]);

    const { faces, labels, unsafe } = kept.seen;
    const persons = labels.filter(({ name }: { name: string }) => name === 'Person');
    expect([faces.length, persons.length, unsafe]).toEqual([2, 2, []]);
    const boxes: readonly Edges[] = [...faces, ...labels].map(({ box }) => box);
    expect(boxes.filter((box) => !isWithinPicture(box))).toEqual([]);

    const filter = { types: ['EVIDENCE_VIEWED'] };
    await using events = followExam(product.url, proctor, { examId: 'demo', after: before.exam.cursor, filter });
    expect(await events.next()).toMatchObject({ __typename: 'EvidenceViewed', candidateId: 'carla' });
  });

  test('nobody else is shown it: no candidate, and no staff of another exam', async () => {
    const incidentId = await incidentOf('carla');
    const foreigner = await product.token({ role: 'proctor', sub: 'fred', exam: 'another' });
    for (const token of [candidate, foreigner]) {
      const answer = await send(product.url, token, EVIDENCE, { incidentId });
      expect([errorCode(answer), answer.data?.evidence ?? null]).toEqual(['FORBIDDEN', null]);
    }
    expect(errorCode(await send(product.url, proctor, EVIDENCE, { incidentId: 'unknown' }))).toBe('NOT_FOUND');
  });
});

describe('the live picture', () => {
  test('is the last frame, for staff', async () => {
    const { livePicture } = await sessionOf('carla');
    expect(livePicture).toMatchObject({ frameId: 'still two', picture: { width: 480, height: 360 } });
    expect(await decoded(livePicture.picture.base64)).toEqual(['jpeg', 480, 360]);
    expect((await sessionOf('carla', candidate)).livePicture).toBeNull();
  });
});

test('of a session in which nothing happened nothing is stored, and no picture is in the log', async () => {
  await using own = await startProduct();
  const ids = await Promise.all(
    ['quiet', 'busy'].map(async (sub) => {
      const token = await own.token({ role: 'candidate', sub });
      const image = sub === 'busy' ? await together('curls', 'green') : await portrait('ponytail');
      await camera.show(own, token, image, ['1', '2', '3']);
      return (await send(own.url, token, SESSION)).data.session.id;
    }),
  );
  await own.stop();

  await using dynamoDb = await startDynamoDb({ dataDir: own.dataDir });
  await using store = await dynamoDb.openStore({ tablePrefix: 'virtual-proctor-' });
  expect(await Promise.all(ids.map((id) => store.evidence.deleteOfSession(id)))).toEqual([0, 3]);
  const startOfJpeg = Buffer.from([0xff, 0xd8, 0xff]).toString('base64');
  expect(own.output.filter((line) => line.includes(startOfJpeg))).toEqual([]);
});
