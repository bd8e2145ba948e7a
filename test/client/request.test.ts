/** What becomes of a request, with a server on a real port that says whatever the test wants. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { ExamToSitDocument } from '../../src/client/generated/operations.js';
import { createSendRequest } from '../../src/client/request.js';

const servers: { close(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serve(answer: (authorization: string | undefined) => { type?: string; body: string }): Promise<string> {
  const server = createServer((request, response) => {
    const { type = 'application/json', body } = answer(request.headers.authorization);
    response.writeHead(200, { 'content-type': type, connection: 'close' }).end(body);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address of this shape.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

const refusal = (code: string, extensions = {}) =>
  JSON.stringify({ errors: [{ message: 'No.', extensions: { code, ...extensions } }] });
const variables = { examId: 'demo' };

describe('a request', () => {
  test('is answered with its data', async () => {
    const url = await serve(() => ({ body: '{"data":{"exam":null}}' }));
    await expect(createSendRequest({ url, token: () => 'one' })(ExamToSitDocument, variables)).resolves.toEqual({
      exam: null,
    });
  });

  test('is sent once more with another token when the server does not take the first', async () => {
    const seen: (string | undefined)[] = [];
    const url = await serve((authorization) => {
      seen.push(authorization);
      return { body: authorization === 'Bearer new' ? '{"data":{"exam":null}}' : refusal('UNAUTHENTICATED') };
    });
    const request = createSendRequest({ url, token: (reason) => (reason === 'refused' ? 'new' : 'old') });
    await request(ExamToSitDocument, variables);
    expect(seen).toEqual(['Bearer old', 'Bearer new']);
  });

  test('is not sent again with the token that was refused', async () => {
    let count = 0;
    const url = await serve(() => {
      count += 1;
      return { body: refusal('UNAUTHENTICATED') };
    });
    const request = createSendRequest({ url, token: () => 'same' });
    await expect(request(ExamToSitDocument, variables)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(count).toBe(1);
  });

  test('that is refused says why, and when to come again', async () => {
    const url = await serve(() => ({ body: refusal('OVERLOADED', { retryAfterMs: 1_200 }) }));
    await expect(
      createSendRequest({ url, token: () => undefined })(ExamToSitDocument, variables),
    ).rejects.toMatchObject({
      name: 'RequestRefused',
      code: 'OVERLOADED',
      retryAfterMs: 1_200,
    });
  });

  test.each([
    ['a proxy’s page', { type: 'text/html', body: '<h1>502</h1>' }],
    ['half an answer', { body: '{"data":{"ex' }],
    ['an answer without data', { body: '{"data":null}' }],
  ])('that gets %s counts as not answered', async (_, answer) => {
    const url = await serve(() => answer);
    await expect(
      createSendRequest({ url, token: () => undefined })(ExamToSitDocument, variables),
    ).rejects.toMatchObject({
      name: 'ServerUnreachable',
    });
  });

  test('to nobody counts as not answered', async () => {
    const url = await serve(() => ({ body: '{}' }));
    for (const server of servers.splice(0)) server.close();
    await expect(
      createSendRequest({ url, token: () => undefined })(ExamToSitDocument, variables),
    ).rejects.toMatchObject({
      name: 'ServerUnreachable',
    });
  });
});
