/** What CloudWatch makes of the log: the filters of the stack, held against lines that the product prints. */
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Template } from 'aws-cdk-lib/assertions';
import { createLog } from '../../src/server/log.js';
import { startProduct } from '../support/product.js';
import { context, synthesise } from './synthesise.js';

interface Filter {
  readonly FilterPattern: string;
  readonly MetricTransformations: readonly { readonly MetricName: string; readonly MetricValue: string }[];
}

describe('the metrics that are made of the log', () => {
  let template: Template;

  beforeAll(() => {
    template = synthesise(context);
  }, 120_000);

  function filterOf(metric: string): Filter {
    const filters = Object.values(template.findResources('AWS::Logs::MetricFilter'));
    const found = filters.find(({ Properties }) => Properties.MetricTransformations[0].MetricName === metric);
    return found?.['Properties'];
  }

  it('have how many frames wait, from each line that tells it, and from no other', async () => {
    await using product = await startProduct({
      env: { LOG_LOAD_SECONDS: '1', VISION_THREADS: '1', LOG_LEVEL: 'debug' },
    });
    const telling = await firstOf(product.output, (line) => line.includes('"msg":"load"'));
    const { FilterPattern, MetricTransformations } = filterOf('QueueDepth');
    expect(product.output.filter((line) => matches(FilterPattern, line))).toContain(telling);
    expect(product.output.filter((line) => matches(FilterPattern, line) && !line.includes('"load"'))).toEqual([]);
    expect(MetricTransformations).toEqual([expect.objectContaining({ MetricValue: '$.queueDepth' })]);
    expect(JSON.parse(telling).queueDepth).toBe(0);
  });

  it('count what is written as a warning or worse', () => {
    const lines: string[] = [];
    const log = createLog({ logLevel: 'trace' }, { write: (line: string) => lines.push(line) });
    for (const level of ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const) log[level]({ level }, level);
    const counted = lines.filter((line) => matches(filterOf('Warnings').FilterPattern, line));
    expect(counted.map((line) => JSON.parse(line).msg)).toEqual(['warn', 'error', 'fatal']);
  });
});

/** Of CloudWatch's language as much as is used: comparisons of one field with a number or a text, joined by `||`. */
function matches(pattern: string, line: string): boolean {
  const fields = JSON.parse(line);
  const comparisons = pattern
    .replace(/^\{(.*)\}$/, '$1')
    .split('||')
    .map((term) => /^\s*\(?\$\.(\w+) (=|>=) (.+?)\)?\s*$/.exec(term));
  return comparisons.some((comparison) => {
    if (!comparison) throw new Error(`This test does not know the pattern ${pattern}`);
    const [, name = '', operator, operand = ''] = comparison;
    const value = JSON.parse(operand);
    if (typeof fields[name] !== typeof value) return false;
    return operator === '=' ? fields[name] === value : fields[name] >= value;
  });
}

async function firstOf(lines: readonly string[], isWanted: (line: string) => boolean): Promise<string> {
  for (;;) {
    const found = lines.find(isWanted);
    if (found !== undefined) return found;
    await delay(20);
  }
}
