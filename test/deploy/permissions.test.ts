/** What a node may do on AWS, and what it does: read in the source, and compared both ways. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { context, synthesise } from './synthesise.js';

const sourceFolder = fileURLToPath(new URL('../../src/', import.meta.url));

/** Of tables and collections that are missing; the stack makes them, so no node has to. */
const ADMINISTRATION = [
  'dynamodb:CreateTable',
  'dynamodb:UpdateTable',
  'dynamodb:UpdateTimeToLive',
  'rekognition:CreateCollection',
];

/** The document client's shorter names for what the service, and a policy, call otherwise. */
const DOCUMENT_ACTIONS: Readonly<Record<string, string>> = {
  BatchGet: 'BatchGetItem',
  BatchWrite: 'BatchWriteItem',
  Delete: 'DeleteItem',
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
};

describe('a node', () => {
  it('may do on AWS what its code does there, and nothing else', () => {
    const calls = [...callsIn('store/dynamodb', 'dynamodb'), ...callsIn('vision/rekognition', 'rekognition')];
    const needed = calls.filter((action) => !ADMINISTRATION.includes(action));
    expect(allowed(/^(dynamodb|rekognition):/)).toEqual([...new Set(needed)].toSorted());
  }, 120_000);

  it('calls AWS from these two folders alone', () => {
    const callers = readdirSync(sourceFolder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && /@aws-sdk\//.test(readFileSync(join(sourceFolder, file), 'utf8')))
      .filter((file) => !/^(store\/dynamodb|vision\/rekognition)\//.test(file));
    expect(callers).toEqual([]);
  });
});

function callsIn(folder: string, service: string): readonly string[] {
  const sources = readdirSync(join(sourceFolder, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(sourceFolder, folder, file), 'utf8'));
  return sources.flatMap((source) =>
    [...source.matchAll(/\bnew (\w+)Command\(|\bpaginate(\w+)\(/g)].map(([, command, paginated]) => {
      const name = command ?? paginated ?? '';
      return `${service}:${(service === 'dynamodb' && DOCUMENT_ACTIONS[name]) || name}`;
    }),
  );
}

function allowed(which: RegExp): readonly string[] {
  const policies = Object.values(synthesise(context).findResources('AWS::IAM::Policy'));
  const statements: readonly { readonly Action: string | readonly string[] }[] = policies.flatMap(
    ({ Properties }) => Properties.PolicyDocument.Statement,
  );
  return statements
    .flatMap(({ Action }) => Action)
    .filter((action) => which.test(action))
    .toSorted();
}
