/** What the playground offers to run can be run: every example fits the schema and its limits. */
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { documentLimits, readDocument } from '../../src/graphql/limits.js';
import { createSchema } from '../../src/graphql/schema.js';
// The browser's code is bundled, not compiled to dist/: this module has nothing of a browser in it.
import { EXAMPLES } from '../../src/web/playground/examples.ts';

const folder = new URL('../../schema/', import.meta.url);

async function readSchema() {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.graphql'));
  return createSchema(await Promise.all(files.map((file) => readFile(new URL(file, folder), 'utf8'))));
}

describe('the examples of the playground', () => {
  test.each(EXAMPLES.map(({ purpose, query }) => [purpose, query]))('%s', async (_, query) => {
    const document = readDocument(await readSchema(), query, documentLimits);
    expect(document).toMatchObject({ kind: 'Document' });
  });

  test('have variables that are JSON', () => {
    for (const { variables } of EXAMPLES) expect(() => JSON.parse(variables || '{}')).not.toThrow();
  });
});
