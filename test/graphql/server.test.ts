/** What the server says of itself. */
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { graphql } from 'graphql';
import { createSchema } from '../../src/graphql/schema.js';
import { createProctorWorld } from '../support/proctor.js';

const schemaDir = fileURLToPath(new URL('../../schema/', import.meta.url));

test('the server tells the time by its own clock, by which its events are dated', async () => {
  await using world = await createProctorWorld({ now: () => Date.parse('2026-05-04T09:30:00.250Z') });
  const typeDefs = await Promise.all((await readdir(schemaDir)).map((file) => readFile(schemaDir + file, 'utf8')));
  const contextValue = { proctor: world.proctor };
  const { data } = await graphql({ schema: createSchema(typeDefs), source: '{ server { time } }', contextValue });
  expect(data).toEqual({ server: { time: '2026-05-04T09:30:00.250Z' } });
});
