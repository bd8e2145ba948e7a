/** What `/metrics` says, read as Prometheus reads it. */

/** Each sample by its name and labels as they are written, such as `a_total{kind="b"}`. */
export type Samples = ReadonlyMap<string, number>;

export function parseMetrics(text: string): Samples {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const [, series = '', value = ''] = /^(.+) (\S+)$/.exec(line) ?? [];
      return [series, Number(value)] as const;
    }),
  );
}

/** The names of all metrics, those that have no series yet among them. */
export function metricNames(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name = '']) => name));
}

export async function readMetrics(url: string): Promise<Samples> {
  return parseMetrics(await (await fetch(`${url}/metrics`)).text());
}
