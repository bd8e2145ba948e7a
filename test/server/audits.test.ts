/** The specification "GraphQL over HTTP", audit by audit: https://graphql.github.io/graphql-over-http/draft/ */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { type Example, startExample } from './exampleServer.js';

describe('GraphQL over HTTP', () => {
  let example: Example;
  beforeAll(async () => {
    example = await startExample();
  });
  afterAll(() => example.close());

  for (const audit of serverAudits({ url: () => `${example.url}/graphql` })) {
    test(`${audit.id} ${audit.name}`, async () => {
      const result = await audit.fn();
      expect(result.status === 'ok' ? '' : result.reason).toBe('');
    });
  }
});
