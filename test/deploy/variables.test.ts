/** The same variables everywhere: in the product, in the README, and wherever it is run. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { PASSED_ON } from '../../deploy/settings.js';
import { VARIABLES } from '../../src/config/variables.js';
import { context, synthesise } from './synthesise.js';

const fromRoot = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const known = Object.keys(VARIABLES.shape);
/** What the AWS SDK reads for itself, and Node. */
const OTHERS = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'NODE_ENV'];

function unknownOf(names: readonly string[]): readonly string[] {
  expect(names.length).toBeGreaterThan(0);
  return names.filter((name) => !known.includes(name) && !OTHERS.includes(name));
}

function namesIn(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => name);
}

describe('the environment variables', () => {
  it('are all in the README, and those of the README exist', () => {
    const section = /^## Configuration$.*?(?=^## )/ms.exec(fromRoot('README.md'))?.[0] ?? '';
    const firstCells = namesIn(section, /^\| ([^|]+) \|/gm).join(' ');
    expect(namesIn(firstCells, /`([A-Z0-9_]+)`/g).toSorted()).toEqual(known.toSorted());
  });

  it('that are set on AWS exist', () => {
    const tasks = Object.values(synthesise(context).findResources('AWS::ECS::TaskDefinition'));
    const [container] = tasks.flatMap(({ Properties }) => Properties.ContainerDefinitions);
    const set: readonly { Name: string }[] = [...container.Environment, ...container.Secrets];
    expect(unknownOf(set.map(({ Name }) => Name))).toEqual([]);
  }, 120_000);

  it('that can be given to the stack exist, and are all named in its guide', () => {
    expect(unknownOf(PASSED_ON)).toEqual([]);
    const guide = fromRoot('docs/aws.md');
    expect(PASSED_ON.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
  });

  it('that are set on one host exist', () => {
    expect(unknownOf(namesIn(fromRoot('deploy/compose.yaml'), /^ {6}([A-Z_]+):/gm))).toEqual([]);
    expect(unknownOf(namesIn(fromRoot('deploy/example.env'), /^(?:# )?([A-Z_]+)=/gm))).toEqual([]);
  });

  it('that are set in the image exist', () => {
    expect(unknownOf(namesIn(fromRoot('Dockerfile'), /^(?:ENV| {3}) ([A-Z_]+)=/gm))).toEqual([]);
  });
});
