/** The product with both engines, beside a server that speaks Rekognition's protocol and sees what it is told to see. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { send } from '../support/client.js';
import { enrol, sendFrame, verdict } from '../support/operations.js';
import { otherPicture, portrait, withPhone } from '../support/pictures.js';
import { type Product, startProduct } from '../support/product.js';
import { credentials, type RekognitionServer, startRekognition } from '../support/rekognition/server.js';
import { createScriptedEngine, somebody } from '../support/scriptedEngine.js';

const eyes = createScriptedEngine();
let rekognition: RekognitionServer;
let product: Product;
let proctor: string;
let doesSeePhones = true;

async function start(dataDir?: string): Promise<Product> {
  return await startProduct({
    ...(dataDir !== undefined && { dataDir }),
    env: {
      VISION_ENGINE: 'cascade',
      VISION_THREADS: '1',
      REGION: 'eu-west-1',
      REKOGNITION_ENDPOINT: rekognition.endpoint,
      REKOGNITION_USD_PER_1000_CALLS: '0.8',
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
  });
}

beforeAll(async () => {
  rekognition = await startRekognition({ engine: eyes });
  // Whoever is in the collection is recognised.
  eyes.observeWith = async ({ expected }) => ({
    ...somebody,
    labels: { ok: true, value: doesSeePhones ? [{ name: 'Cell Phone', confidence: 98 }] : [] },
    matches: { ok: true, value: expected.map(({ externalImageId }) => ({ externalImageId, similarity: 97 })) },
  });
  product = await start();
  proctor = await product.token({ role: 'proctor', sub: 'paula' });
});

afterAll(async () => {
  await product?.[Symbol.asyncDispose]();
  await rekognition?.[Symbol.asyncDispose]();
});

async function see(candidateId: string, image: Promise<Buffer>) {
  const { data } = await sendFrame(product, proctor, { candidateId, image: await image });
  return { engine: data?.processFrame.engine, ...verdict(data?.processFrame.checks ?? []) };
}

async function ask(query: string, token = proctor) {
  return await send(product.url, token, `{ ${query} }`);
}

const USAGE = 'exam(id: "demo") { engineUsage { calls { operation count } estimatedDollars dollarsPerThousandCalls } }';
const used = {
  calls: [
    { operation: 'DetectLabels', count: 2 },
    { operation: 'SearchFacesByImage', count: 1 },
  ],
  estimatedDollars: 0.0024,
  dollarsPerThousandCalls: 0.8,
};

test('a candidate is recognised by both, and then by the embedded engine', async () => {
  expect((await ask('server { engine }')).data).toEqual({ server: { engine: 'CASCADE' } });
  // The search for somebody else of this face would find the newcomer, too.
  const image = await portrait('curls');
  const enrolled = await enrol(product, proctor, { image, candidateId: 'carla', fullName: 'Carla Curls' });
  expect(enrolled.data?.indexFace.__typename).toBe('FaceIndexed');
  expect(rekognition.collections.get('virtual-proctor')?.size).toBe(1);
  const recognised = { 'Person Recognition': 'PASS Carla Curls' };
  expect(await see('carla', otherPicture('curls'))).toMatchObject({ engine: 'CASCADE', ...recognised });
  expect(await see('carla', otherPicture('curls'))).toMatchObject({ engine: 'EMBEDDED', ...recognised });
});

test('a phone that both see becomes an incident, and one that Rekognition does not see becomes none', async () => {
  for (let frame = 0; frame < 3; frame++) {
    expect(await see('dan', withPhone('green'))).toMatchObject({ 'Objects of Interest': 'FAIL Cell Phone' });
  }
  doesSeePhones = false;
  for (let frame = 0; frame < 3; frame++) {
    expect(await see('eve', withPhone('green'))).toMatchObject({ 'Objects of Interest': 'PASS 0', engine: 'CASCADE' });
  }
  // On a busy machine feeds are lost, too.
  const phones = 'incidents(filter: { kinds: [FORBIDDEN_OBJECT] })';
  const { data } = await ask(`exam(id: "demo") { ${phones} { edges { node { candidateId } } } }`);
  expect(data?.exam.incidents.edges).toEqual([{ node: { candidateId: 'dan' } }]);
});

test('what the exam’s frames cost is told to proctors, and still known after a restart', async () => {
  expect((await ask(USAGE)).data?.exam.engineUsage).toEqual(used);
  const candidate = await product.token({ role: 'candidate', sub: 'dan' });
  expect((await ask(USAGE, candidate)).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');

  const metrics = await (await fetch(`${product.url}/metrics`)).text();
  expect(metrics).toMatch(/^virtual_proctor_paid_calls_total\{operation="DetectLabels"\} 2$/m);
  expect(metrics).toMatch(/^virtual_proctor_paid_calls_dollars_total\{operation="DetectLabels"\} 0\.0016$/m);

  doesSeePhones = true;
  await see('flo', withPhone('green'));
  await product.stop();
  product = await start(product.dataDir);
  expect((await ask(USAGE)).data?.exam.engineUsage).toMatchObject({
    calls: [{ operation: 'DetectLabels', count: 3 }, used.calls[1]],
    estimatedDollars: 0.0032,
  });
}, 60_000);
