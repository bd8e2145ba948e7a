import { makeExecutableSchema } from '@graphql-tools/schema';
import { describe, expect, test } from '@jest/globals';
import { type ExecutionResult, GraphQLError, graphql } from 'graphql';
import { createErrorFormatter } from '../../src/graphql/errorFormat.js';
import { ProctorError } from '../../src/proctor/errors.js';

const PICTURE = 'iVBORw0KGgo'.repeat(500_000);

function formatter() {
  const logged: object[] = [];
  const format = createErrorFormatter({
    requestId: 'request-1',
    log: { error: (line: object) => void logged.push(line) } as never,
  });
  return { format, logged };
}

/** What graphql-js makes of an operation in which `thing` behaves as told. */
async function run(thing: () => unknown, source = '{ thing }', variableValues = {}) {
  const schema = makeExecutableSchema({
    typeDefs: `
      scalar Even
      input Box { size: Int! even: Even }
      type Query { thing: Int needed: Int! put(box: Box!): Int limit(to: Int! = 1): Int }
    `,
    resolvers: {
      Query: { thing, needed: () => null, put: () => 1, limit: () => 1 },
      Even: {
        __parseValue: (value: unknown) => {
          if (Number(value) % 2 !== 0) throw new TypeError('Not even.');
          return value;
        },
      },
    },
  });
  const { errors }: ExecutionResult = await graphql({ schema, source, variableValues });
  const [error] = errors ?? [];
  if (!error) throw new Error('No error came of it.');
  return error;
}

const throws = (error: unknown) => () => {
  throw error;
};

describe('an error that the caller can act on', () => {
  test('is told with its code, its message and its details', async () => {
    const { format, logged } = formatter();
    const error = await run(throws(new ProctorError('OVERLOADED', 'Send it again.', { retryAfterMs: 250 })));
    expect(format(error)).toEqual({
      message: 'Send it again.',
      path: ['thing'],
      locations: [{ line: 1, column: 3 }],
      extensions: { code: 'OVERLOADED', retryAfterMs: 250, requestId: 'request-1' },
    });
    expect(logged).toEqual([]);
  });

  test('keeps the code that the server gave it, and loses what is meant for HTTP', () => {
    const { format } = formatter();
    const error = new GraphQLError('No.', {
      extensions: { code: 'UNAUTHENTICATED', reason: 'expired', http: { status: 401 } },
    });
    expect(format(error)).toEqual({
      message: 'No.',
      extensions: { code: 'UNAUTHENTICATED', reason: 'expired', requestId: 'request-1' },
    });
  });

  test.each([
    ['a variable of the wrong type', 'query($box: Box!) { put(box: $box) }', { box: { size: 'large' } }],
    ['a variable that is missing', 'query($box: Box!) { put(box: $box) }', {}],
    ['a variable that its scalar refuses', 'query($box: Box!) { put(box: $box) }', { box: { size: 1, even: 3 } }],
    ['null for an argument with a default', 'query($to: Int) { limit(to: $to) }', { to: null }],
  ])('is BAD_USER_INPUT for %s', async (_, source, variables) => {
    const { format, logged } = formatter();
    expect(format(await run(() => 1, source, variables)).extensions).toEqual({
      code: 'BAD_USER_INPUT',
      requestId: 'request-1',
    });
    expect(logged).toEqual([]);
  });

  test('does not echo a picture that was sent where a number belongs', async () => {
    const { format, logged } = formatter();
    const error = await run(() => 1, 'query($box: Box!) { put(box: $box) }', { box: { size: PICTURE } });
    expect(error.message.length).toBeGreaterThan(PICTURE.length);
    const { message } = format(error);
    expect(message.length).toBeLessThan(500);
    expect(message).toMatch(/^Variable "\$box" got invalid value "iVBOR/);
    expect(logged).toEqual([]);
  });

  test('says in the end why a long value was refused', async () => {
    const { format } = formatter();
    const box = { size: 1, even: PICTURE };
    const error = await run(() => 1, 'query($box: Box!) { put(box: $box) }', { box });
    expect(format(error).message).toMatch(/Not even\.$/);
  });
});

describe('a fault of ours', () => {
  test.each([
    ['an unexpected error', '{ thing }', throws(new TypeError('secret.host refused'))],
    ['something thrown that is no error', '{ thing }', throws('secret')],
    ['a value that does not fit the schema', '{ thing }', () => 'secret'],
    ['null where the schema promises a value', '{ needed }', () => 1],
    ['an error of GraphQL without a code', '{ thing }', throws(new GraphQLError('secret.host says no'))],
  ])('is masked as INTERNAL: %s', async (_, source, thing) => {
    const { format, logged } = formatter();
    const formatted = format(await run(thing, source));
    expect(formatted.extensions).toEqual({ code: 'INTERNAL', requestId: 'request-1' });
    expect(JSON.stringify(formatted)).not.toMatch(/secret|stack/);
    expect(logged).toEqual([expect.objectContaining({ requestId: 'request-1' })]);
  });

  test('is logged once, with its cause and where it happened', async () => {
    const { format, logged } = formatter();
    const cause = new TypeError('secret.host refused');
    format(await run(throws(cause)));
    expect(logged).toEqual([{ requestId: 'request-1', path: 'thing', err: cause }]);
  });
});
