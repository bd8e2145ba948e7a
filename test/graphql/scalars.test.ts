import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { documentLimits, readDocument } from '../../src/graphql/limits.js';
import { createSchema } from '../../src/graphql/schema.js';

const folder = new URL('../../schema/', import.meta.url);
const schema = createSchema(readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8')));

describe('the scalars of the contract', () => {
  test('can be the types of variables, under the names that the contract gives them', () => {
    const document = 'query ($from: DateTime) { exam(id: "demo") { events(from: $from) { edges { cursor } } } }';
    expect(readDocument(schema, document, documentLimits)).toMatchObject({ kind: 'Document' });
  });

  test.each(['DateTime', 'Base64Image'])('%s keeps its name and its description', (name) => {
    expect(schema.getType(name)).toMatchObject({ name, description: expect.stringMatching(/JPEG or PNG|RFC 3339/) });
  });
});
