/** What is the same whichever transport an operation comes over. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { type Example, startExample, transports } from './exampleServer.js';

const introspected = 'name fields { name type { name fields { name } } }';
const nested = `{ node ${'{ child '.repeat(12)}{ id }${' }'.repeat(12)} }`;
const aliases = `{ ${Array.from({ length: 50 }, (_, at) => `a${at}: hello`).join(' ')} }`;
const deep = `${'{ child '.repeat(7)}{ ...wide }${' }'.repeat(7)}`;
const wide = `fragment wide on Node { ${'id '.repeat(200)} }`;
const costly = `{ ${Array.from({ length: 15 }, (_, at) => `a${at}: node ${deep}`).join(' ')} } ${wide}`;

describe.each(['HTTP', 'WebSocket'] as const)('over %s', (transport) => {
  let example: Example;
  const ask = (query: string, variables = {}) => transports[transport](example, { query, variables });
  beforeAll(async () => {
    example = await startExample();
  });
  afterAll(() => example.close());

  test('a query is answered', async () => {
    expect(await ask('query($one: Int!) { hello plus(one: $one) }', { one: 2 })).toEqual({
      data: { hello: 'world', plus: 3 },
    });
  });

  test('the schema can be introspected', async () => {
    expect(await ask(getIntrospectionQuery())).toMatchObject({ data: { __schema: { queryType: { name: 'Query' } } } });
  });

  test.each([
    ['not GraphQL', '{', 'GRAPHQL_PARSE_FAILED', /Syntax Error/],
    ['a field that is not there', '{ hallo }', 'GRAPHQL_VALIDATION_FAILED', /Did you mean "hello"/],
    ['too deep', nested, 'GRAPHQL_VALIDATION_FAILED', /depth limit/],
    ['too many aliases', aliases, 'GRAPHQL_VALIDATION_FAILED', /Aliases limit/],
    [
      'introspection again and again',
      `{ __schema { a: types { ${introspected} } b: types { name } } }`,
      'GRAPHQL_VALIDATION_FAILED',
      /aliases/,
    ],
    [
      'introspection under many names',
      `{ a: __schema { types { ${introspected} } } }`,
      'GRAPHQL_VALIDATION_FAILED',
      /aliases/,
    ],
    ['a subscription to nothing', 'subscription { ticks @skip(if: true) }', 'GRAPHQL_VALIDATION_FAILED', /@skip/],
    [
      'a subscription that may be to nothing',
      'subscription($if: Boolean!) { ...Maybe @include(if: $if) } fragment Maybe on Subscription { ticks }',
      'GRAPHQL_VALIDATION_FAILED',
      /@include/,
    ],
    ['too costly', costly, 'GRAPHQL_VALIDATION_FAILED', /^Query Cost limit/],
    ['too wide', `{ node { ${'id '.repeat(1_000)} } }`, 'GRAPHQL_PARSE_FAILED', /tokens/],
    ['too long', `mutation { upload(image: "${'A'.repeat(20_000)}") }`, 'GRAPHQL_PARSE_FAILED', /as variables/],
    ['a variable that is missing', 'query($one: Int!) { plus(one: $one) }', 'BAD_USER_INPUT', /\$one/],
    ['which operation, unsaid', 'query A { hello } query B { hello }', 'OPERATION_RESOLUTION_FAILURE', /./],
  ])('a document is refused with a code: %s', async (_, query, code, message) => {
    const { data, errors } = await ask(query);
    expect(data).toBeUndefined();
    expect(errors?.[0]).toMatchObject({ message: expect.stringMatching(message), extensions: { code } });
  });

  test('an error that the caller can act on has its code and details', async () => {
    expect(await ask('{ fails(how: "busy") }')).toEqual({
      data: { fails: null },
      errors: [
        expect.objectContaining({
          message: 'Send it again.',
          extensions: { code: 'OVERLOADED', retryAfterMs: 250, requestId: expect.any(String) },
        }),
      ],
    });
  });

  test.each(['bug', 'graphql'])('a fault of ours is masked and found in the log by its request id: %s', async (how) => {
    const answer = await ask('query($how: String!) { fails(how: $how) }', { how });
    const [error] = answer.errors ?? [];
    expect(error?.extensions).toEqual({ code: 'INTERNAL', requestId: expect.any(String) });
    expect(JSON.stringify(answer)).not.toMatch(/secret|10\.0\.0\.7|at .*\.js/);
    const lines = example.logged.filter((line) => line.includes(String(error?.extensions?.['requestId'])));
    expect(lines.filter((line) => line.includes('An operation failed.'))).toHaveLength(1);
  });

  test('a picture where a number belongs is echoed neither to the client nor to the log', async () => {
    const picture = 'iVBORw0KGgo'.repeat(500_000);
    const query = 'mutation($input: Measure!) { measure(input: $input) }';
    const answer = await ask(query, { input: { size: picture } });
    expect(answer.errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', requestId: expect.any(String) });
    expect(JSON.stringify(answer).length).toBeLessThan(1_000);
    expect(example.logged.join('')).not.toContain('iVBORw0KGgoiVBORw0KGgo');
  });

  test('a picture of 6 MiB reaches its resolver', async () => {
    const image = 'A'.repeat(6 * 1024 * 1024 * (4 / 3));
    const query = 'mutation($image: String!) { upload(image: $image) }';
    expect(await ask(query, { image })).toEqual({ data: { upload: image.length } });
  });
});
