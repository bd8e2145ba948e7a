/** What operators import: it must speak of the metrics that there are, and of all of them. */
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { callPricesAt } from '../../src/telemetry/paidCalls.js';
import { createPrometheus } from '../../src/telemetry/prometheus.js';
import { metricNames } from './metrics.js';

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly refId: string; readonly expr: string }[];
}

interface Dashboard {
  readonly uid: string;
  readonly schemaVersion: number;
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly definition?: string }[] };
}

let exposed: string;
let dashboard: Dashboard;
let alerts: string;

beforeAll(async () => {
  const fromRoot = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
  exposed = await createPrometheus({ version: '1.2.3', engine: 'embedded' }, callPricesAt(1)).read();
  dashboard = JSON.parse(await fromRoot('deploy/grafana/virtual-proctor.json'));
  alerts = await fromRoot('deploy/prometheus/alerts.yaml');
});

/** A histogram is asked for by the names of its parts. */
function metricsIn(text: string): readonly string[] {
  const histograms = new Set([...exposed.matchAll(/^# TYPE (\S+) histogram$/gm)].map(([, name]) => name));
  const named = text.match(/\b(?:virtual_proctor|nodejs|process)_[a-z0-9_]+/g) ?? [];
  return named.map((name) => {
    const whole = name.replace(/_(bucket|sum|count)$/, '');
    return histograms.has(whole) ? whole : name;
  });
}

describe("Grafana's dashboard", () => {
  test('asks for metrics that there are, in every panel', () => {
    const names = metricNames(exposed);
    for (const { title, type, targets = [] } of dashboard.panels) {
      if (type === 'row') continue;
      expect(targets.length).toBeGreaterThan(0);
      for (const { expr } of targets) {
        const asked = metricsIn(expr);
        expect({ title, asked: asked.length > 0, unknown: asked.filter((name) => !names.has(name)) }).toEqual({
          title,
          asked: true,
          unknown: [],
        });
      }
    }
  });

  test('leaves out no metric of ours', () => {
    const asked = new Set(metricsIn(JSON.stringify(dashboard)));
    const ours = [...metricNames(exposed)].filter((name) => name.startsWith('virtual_proctor_'));
    expect(ours.filter((name) => !asked.has(name))).toEqual([]);
  });

  test('explains each panel, has a place for each, and asks only for the nodes that are chosen', () => {
    const taken = new Set<string>();
    const ids = new Set<number>();
    for (const { id, type, title, description, gridPos, targets = [] } of dashboard.panels) {
      expect(ids.has(id)).toBe(false);
      ids.add(id);
      expect(title).not.toBe('');
      if (type !== 'row') expect(description).toMatch(/\.$/);
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect(taken.has(`${x}/${y}`)).toBe(false);
          taken.add(`${x}/${y}`);
        }
      }
      for (const { expr } of targets) {
        const series = expr.match(/\b(?:virtual_proctor|nodejs|process)_[a-z0-9_]+/g) ?? [];
        expect(expr.split('instance=~"$instance"').length - 1).toBe(series.length);
      }
    }
    expect(dashboard.templating.list.map(({ name }) => name)).toEqual(['datasource', 'instance']);
  });

  test('is of a format that Grafana 10 reads', () => {
    // 39 came with 10.3; what is newer is refused by nobody, and what is older is migrated.
    expect(dashboard.schemaVersion).toBeLessThanOrEqual(39);
    expect(dashboard.uid).toMatch(/^[\w-]{1,40}$/);
  });
});

test('alerts are on metrics that there are', () => {
  const names = metricNames(exposed);
  const rules = alerts.split('- alert: ').slice(1);
  expect(rules.length).toBeGreaterThan(0);
  for (const rule of rules) {
    const asked = metricsIn(/expr: [\s\S]*?(?=\n +(?:for|labels):)/.exec(rule)?.[0] ?? '');
    expect({ rule, asked: asked.length > 0, unknown: asked.filter((name) => !names.has(name)) }).toEqual({
      rule,
      asked: true,
      unknown: [],
    });
  }
});
