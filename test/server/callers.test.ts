/** Before a request's body is read it is known whose it is. */
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Answer, type Example, startExample } from './exampleServer.js';

const UPLOAD = 'mutation ($image: String!) { upload(image: $image) }';
const picture = (kilobytes: number) => ({ query: UPLOAD, variables: { image: 'A'.repeat(kilobytes * 1024) } });

let example: Example;
beforeAll(async () => {
  example = await startExample({ limits: { requestsPerCandidate: 2 } });
});
afterAll(() => example.close());

async function told(response: Response): Promise<unknown> {
  const { errors, data } = (await response.json()) as Answer;
  return errors ? [response.status, errors[0]?.extensions?.['code'], errors[0]?.message] : data;
}

/** In chunks: nobody says beforehand how long it is. */
function postInChunks(body: object, headers: Record<string, string> = {}): Promise<Response> {
  return example.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: new Blob([JSON.stringify(body)]).stream(),
    duplex: 'half',
  } as RequestInit);
}

describe.each([
  ['with a length', (body: object, headers?: Record<string, string>) => example.post(body, headers)],
  ['in chunks', postInChunks],
])('a body %s', (_, post) => {
  test('may be a picture from whoever has a token', async () => {
    expect(await told(await post(picture(4_096), { authorization: 'Bearer ana' }))).toEqual({ upload: 4_096 * 1024 });
  });

  test('may be a question from anybody, and not a picture', async () => {
    expect(await told(await post({ query: '{ hello }' }))).toEqual({ hello: 'world' });
    const response = await post(picture(256));
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    const refusal = [401, 'UNAUTHENTICATED', expect.stringMatching(/^A request of more than 128 KiB needs a token/)];
    expect(await told(response)).toEqual(refusal);
  });

  test('that comes with a token which has expired is answered with that, be it long or short', async () => {
    const headers = { authorization: 'Bearer expired' };
    const refusal = [401, 'UNAUTHENTICATED', 'The token has expired.'];
    expect(await told(await post(picture(1), headers))).toEqual(refusal);
    expect(await told(await post(picture(256), headers))).toEqual(refusal);
  });

  test('is not judged while the issuer is out of reach', async () => {
    const response = await post(picture(256), { authorization: 'Bearer unavailable' });
    expect(await told(response)).toMatchObject([503, 'ISSUER_UNAVAILABLE', expect.any(String)]);
  });
});

test('a candidate has few requests at once, even such that never end, and everybody else is served', async () => {
  const endless = () => {
    const headers = { authorization: 'Bearer ana', 'content-type': 'application/json', 'content-length': 1_000_000 };
    const sent = request(`${example.url}/graphql`, { method: 'POST', headers, agent: false });
    sent.on('error', () => {});
    sent.write('{');
    return sent;
  };
  const slow = [endless(), endless()];
  const ask = async (token: string) => await example.post({ query: '{ hello }' }, { authorization: `Bearer ${token}` });
  let refused = await ask('ana');
  while (refused.status !== 429) refused = await ask('ana');
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(await told(refused)).toMatchObject([429, 'OVERLOADED', expect.stringMatching(/^2 requests with this token/)]);
  expect(await told(await ask('ben'))).toEqual({ hello: 'world' });
  expect(await told(await ask('proctor'))).toEqual({ hello: 'world' });

  for (const one of slow) one.destroy();
  let served = await ask('ana');
  while (served.status !== 200) served = await ask('ana');
  expect(await told(served)).toEqual({ hello: 'world' });
});
