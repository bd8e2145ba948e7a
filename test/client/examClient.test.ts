/** The client as a simulator uses it in Node, with the product itself. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import WebSocket from 'ws';
import { createExamClient, type ExamClient } from '../../src/client/examClient.js';
import type { FramesState } from '../../src/client/frames.js';
import type { Notice } from '../../src/client/notices.js';
import { send } from '../support/client.js';
import { portrait } from '../support/pictures.js';
import { type Product, startProduct } from '../support/product.js';

const SEND_MESSAGE = 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }';

describe('a client in Node', () => {
  let product: Product;
  let proctor: string;
  let candidate: string;

  beforeAll(async () => {
    product = await startProduct();
    [proctor, candidate] = await Promise.all([
      product.token({ role: 'proctor', sub: 'paula' }),
      product.token({ role: 'candidate', sub: 'ana' }),
    ]);
    const change = { consent: { isRequired: true, textVersion: '7' } };
    const UPDATE = 'mutation ($change: PolicyChange!) { updatePolicy(examId: "demo", change: $change) { __typename } }';
    await send(product.url, proctor, UPDATE, { change });
  }, 60_000);
  afterAll(async () => {
    await product?.[Symbol.asyncDispose]();
  });

  function createClient(): ExamClient {
    return createExamClient({ url: `${product.url}/graphql`, token: () => candidate, webSocketImpl: WebSocket });
  }

  async function say(text: string): Promise<void> {
    await send(product.url, proctor, SEND_MESSAGE, { input: { examId: 'demo', candidateId: 'ana', text } });
  }

  test('is told that a consent is missing before the first frame', async () => {
    const frames = createClient().sendFrames({ examId: 'demo', takePicture: () => portrait('green') });
    expect(await frames.stopped).toBe('CONSENT_REQUIRED');
  });

  test('sits an exam: consents, sends frames, hears notices, across a server that is killed, and ends', async () => {
    const client = createClient();
    const { policy } = await client.exam('demo');
    await client.startSession({ examId: 'demo', consentTextVersion: policy.consent.textVersion });

    const told = createQueue<Notice>();
    const states = createQueue<FramesState>();
    const takePicture = () => portrait('green');
    const frames = client.sendFrames({ examId: 'demo', takePicture, onState: states.add });
    await states.next(({ kind }) => kind === 'checked');
    const { cursor } = await client.exam('demo');
    const notices = client.followNotices({ examId: 'demo', after: cursor, onNotice: told.add });
    await say('one');
    expect(await told.next(() => true)).toMatchObject({ __typename: 'MessageNotice', text: 'one' });

    const { port } = new URL(product.url);
    await product.kill();
    await states.next((state) => state.kind === 'retrying' && state.because === 'UNREACHABLE');
    product = await startProduct({ dataDir: product.dataDir, env: { PORT: port } });
    await say('two');
    await states.next(({ kind }) => kind === 'checked');
    expect(await told.next(() => true)).toMatchObject({ text: 'two' });

    expect(await client.endSession({ examId: 'demo' })).toMatchObject({ status: 'ENDED' });
    expect(await told.next(() => true)).toMatchObject({ __typename: 'EndedNotice', isTerminated: false });
    expect(await frames.stopped).toBe('SESSION_ENDED');
    notices.stop();
    await notices.stopped;
    expect(told.rest()).toEqual([]);
  }, 60_000);

  test('is an entry point of the package, which asks for nothing of a browser to be loaded', async () => {
    const script = "import('virtual-proctor/client').then((client) => console.log(Object.keys(client).sort().join()))";
    const root = fileURLToPath(new URL('../../', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { cwd: root });
    expect(stdout.trim()).toBe(
      'RequestRefused,ServerUnreachable,createBackgroundClock,createCamera,createClock,createExamClient',
    );
  });

  test('knows an exam that is not there by its code', async () => {
    await expect(createClient().exam('nowhere')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

/** What came, to be taken out one after the other. */
function createQueue<T>() {
  const items: T[] = [];
  let wake = () => {};
  return {
    add(item: T) {
      items.push(item);
      wake();
    },
    rest: () => items,
    /** The first that fits; those before it are left out. */
    async next(fits: (item: T) => boolean): Promise<T> {
      for (;;) {
        const item = items.shift();
        if (item === undefined) await new Promise<void>((resolve) => (wake = resolve));
        else if (fits(item)) return item;
      }
    },
  };
}
