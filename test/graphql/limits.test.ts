import { readdirSync, readFileSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { documentLimits, readDocument } from '../../src/graphql/limits.js';

const schema = makeExecutableSchema({
  typeDefs: 'type Query { node: Node! } type Node { id: ID! name: String child: Node! }',
});
const nested = (levels: number) => `{ node ${'{ child '.repeat(levels - 2)}{ id }${' }'.repeat(levels - 2)} }`;

/** What is wrong with a document; nothing for one that is read. */
function mistakes(document: string, limits = documentLimits) {
  const read = readDocument(schema, document, limits);
  return 'kind' in read ? [] : read.map(({ message, extensions }) => `${extensions['code']}: ${message}`);
}

describe('a document', () => {
  test('may be as deep as the limit and no deeper', () => {
    expect(mistakes(nested(documentLimits.depth))).toEqual([]);
    expect(mistakes(nested(documentLimits.depth + 1))).toEqual([
      'GRAPHQL_VALIDATION_FAILED: Query depth limit of 10 exceeded, found 11.',
    ]);
  });

  test('is as deep with fragments as without', () => {
    const spread = `{ node { ...A } } fragment A on Node { child { ...B } } fragment B on Node { child { id } }`;
    expect(mistakes(spread, { ...documentLimits, depth: 4 })).toEqual([]);
    expect(mistakes(spread, { ...documentLimits, depth: 3 })).toHaveLength(1);
  });

  test('may use as many aliases as the limit and no more', () => {
    const aliases = (count: number) =>
      `{ ${Array.from({ length: count }, (_, at) => `a${at}: node { id }`).join(' ')} }`;
    expect(mistakes(aliases(15))).toEqual([]);
    expect(mistakes(aliases(16))).toEqual(['GRAPHQL_VALIDATION_FAILED: Aliases limit of 15 exceeded, found 16.']);
  });

  test('is refused when fragments of aliases multiply to millions of fields', () => {
    const layers = Array.from({ length: 8 }, (_, at) => {
      const spread = at === 7 ? 'id' : `...F${at + 1}`;
      return `fragment F${at} on Node { a: child { ${spread} } b: child { ${spread} } c: child { ${spread} } }`;
    });
    expect(mistakes(`{ node { ...F0 } } ${layers.join(' ')}`)).toEqual(
      expect.arrayContaining([expect.stringMatching(/Aliases limit/), expect.stringMatching(/Cost limit/)]),
    );
  });

  test('may have as many tokens as the limit and no more', () => {
    expect(mistakes('{ node { id } }', { ...documentLimits, tokens: 6 })).toEqual([]);
    expect(mistakes('{ node { id name } }', { ...documentLimits, tokens: 6 })).toEqual([
      'GRAPHQL_PARSE_FAILED: Syntax Error: Document contains more that 6 tokens. Parsing aborted.',
    ]);
  });

  test('is refused for its length before it is parsed, and is told how to send a picture', () => {
    expect(mistakes(`{ node(image: "${'A'.repeat(8_000_000)}") { id } }`)).toEqual([
      'GRAPHQL_PARSE_FAILED: The document has 8000026 characters, of which at most 16384 are accepted. Send pictures as variables.',
    ]);
  });

  test('may ask for several types by name', () => {
    expect(mistakes('{ one: __type(name: "Node") { name } two: __type(name: "Query") { name } }')).toEqual([]);
  });

  test('is told no more than the first mistakes of many', () => {
    const found = mistakes(`{ node { ${Array.from({ length: 500 }, (_, at) => `unknown${at}`).join(' ')} } }`);
    expect(found).toHaveLength(documentLimits.errors + 1);
    expect(found.at(-1)).toMatch(/Too many validation errors/);
  });

  test.each([
    ['directives', `{ node ${'@include(if: true) '.repeat(100)}{ id } }`],
    ['unknown directives', `{ node ${'@a'.repeat(400)} { id } }`],
    [
      'introspection within introspection',
      `{ __schema { types ${'{ fields { type '.repeat(5)}{ name }${' } }'.repeat(5)} } }`,
    ],
    ['introspection under several names', '{ a: __type(name: "Node") { b: fields { name } } }'],
    ['a fragment that spreads itself', '{ node { ...A } } fragment A on Node { child { ...A } }'],
  ])('is refused with %s', (_, document) => {
    expect(mistakes(document)[0]).toMatch(/^GRAPHQL_VALIDATION_FAILED/);
  });
});

describe('our own schema', () => {
  const folder = new URL('../../schema/', import.meta.url);
  const ours = makeExecutableSchema({
    typeDefs: readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8')),
  });

  test('can be introspected with everything that tools ask for', () => {
    const query = getIntrospectionQuery({
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    });
    expect(readDocument(ours, query, documentLimits)).toMatchObject({ kind: 'Document' });
  });

  test('can be asked for an exam with all there is to it', () => {
    const session = 'id examId candidateId startedAt framesProcessed lastFrame { capturedAt processedAt engine }';
    const event = `__typename id examId occurredAt candidateId ... on FrameProcessed { sessionId frameId checks { name status details } }`;
    const query = `{ exam(id: "demo") { id title policy { expectedPersons } sessions { ${session} } recentEvents { ${event} } } exams { id sessions { ${session} } } }`;
    expect(readDocument(ours, query, documentLimits)).toMatchObject({ kind: 'Document' });
  });
});
