/** Who watches, and what they are shown. */
import type { Config, Tracing } from '../config.js';
import type { Log } from '../server/log.js';
import type { MetricsSource } from '../server/metrics.js';
import { createLoadLog } from '../telemetry/loadLog.js';
import { createPrometheus } from '../telemetry/prometheus.js';
import { type CallPrices, type Meter, NO_TELEMETRY, type Telemetry, type Tracer } from '../telemetry/telemetry.js';
import type { Keep } from './resources.js';

export async function openTelemetry(
  config: Config,
  { version, prices }: { readonly version: string; readonly prices: CallPrices },
  log: Log,
  keep: Keep,
): Promise<{ readonly telemetry: Telemetry; readonly metrics?: MetricsSource }> {
  const tracer = config.tracing ? keep(await openTracing(config.tracing, version, log)) : NO_TELEMETRY.tracer;
  const withLoad = (meter: Meter) =>
    config.logLoadMs === undefined ? meter : logLoad(meter, config.logLoadMs, log, keep);
  if (config.metrics.kind === 'nobody') {
    log.info('/metrics is not served: other machines can reach HOST, and METRICS_TOKEN is not set');
    return { telemetry: { meter: withLoad(NO_TELEMETRY.meter), tracer } };
  }
  const { meter, ...metrics } = createPrometheus({ version, engine: config.vision.kind }, prices);
  return { telemetry: { meter: withLoad(meter), tracer }, metrics: { ...metrics, access: config.metrics } };
}

function logLoad(meter: Meter, everyMs: number, log: Log, keep: Keep): Meter {
  return keep(createLoadLog(meter, { everyMs, tell: (load) => log.info(load, 'load') })).meter;
}

/** OpenTelemetry takes time and memory to load, which whoever does not trace should not pay. */
async function openTracing(tracing: Tracing, version: string, log: Log): Promise<Tracer & AsyncDisposable> {
  const { createTracing } = await import('../telemetry/tracing.js');
  const onProblem = (err: unknown) => log.warn({ err }, 'traces can not be sent, and are lost until they can');
  return createTracing({ ...tracing, version, onProblem });
}
