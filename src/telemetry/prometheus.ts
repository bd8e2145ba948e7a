/** The meter that Prometheus reads. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { CHECK_NAMES } from '../domain/checks.js';
import type { NewEvent } from '../domain/events.js';
import { INCIDENT_KINDS, SEVERITIES } from '../domain/incidents/kinds.js';
import type { CallPrices, Meter } from './telemetry.js';

export interface Prometheus {
  readonly meter: Meter;
  /** Of what `read` gives. */
  readonly contentType: string;
  /** Everything as it stands now, in Prometheus' text format. */
  read(): Promise<string>;
}

/** From a wait that nobody notices to one after which a client has given up; the embedded engine takes about 0.1 s. */
const FRAME_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2.5, 5, 10, 20];
/** To the 4 s after which an attempt is given up, and the three attempts of a call. */
const STORE_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createPrometheus(
  about: { readonly version: string; readonly engine: string },
  prices: Pick<CallPrices, 'dollarsFor'>,
): Prometheus {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const meter = { ...frameMeter(registry), ...callMeter(registry, prices), ...serverMeter(registry) };
  new Gauge({
    name: 'virtual_proctor_build_info',
    help: 'Always 1; which version runs, with which engine.',
    labelNames: ['version', 'engine'],
    registers: [registry],
  }).set(about, 1);
  return { meter, contentType: registry.contentType, read: () => registry.metrics() };
}

type FrameMeter = Pick<Meter, 'frameAnswered' | 'frameStage' | 'frameWaits' | 'frameInWork' | 'recorded'>;

function frameMeter(registry: Registry): FrameMeter {
  const registers = [registry];
  const frames = new Counter({
    name: 'virtual_proctor_frames_total',
    help: 'Frames answered, by outcome: PROCESSED, SUPERSEDED, PAUSED, or the code of the error they were refused with.',
    labelNames: ['outcome'],
    registers,
  });
  const stages = new Histogram({
    name: 'virtual_proctor_frame_stage_seconds',
    help: 'How long the stages of a frame took: admit (waiting for its turn), observe, record, append, and whole.',
    labelNames: ['stage'],
    buckets: FRAME_SECONDS,
    registers,
  });
  const waiting = new Gauge({
    name: 'virtual_proctor_frames_waiting',
    help: 'Frames that wait for their turn now.',
    registers,
  });
  const waitingBytes = new Gauge({
    name: 'virtual_proctor_frames_waiting_bytes',
    help: 'Memory that the frames hold which wait for their turn now.',
    registers,
  });
  const inWork = new Gauge({
    name: 'virtual_proctor_frames_in_work',
    help: 'Frames that are looked at or recorded now.',
    registers,
  });
  // Before anything has happened a series stands at 0: Prometheus sees no increase in one that begins with 1.
  for (const outcome of ['PROCESSED', 'SUPERSEDED', 'PAUSED']) frames.inc({ outcome }, 0);
  return {
    frameAnswered: (outcome) => frames.inc({ outcome }),
    frameStage: (stage, seconds) => stages.observe({ stage }, seconds),
    frameWaits(change, bytes) {
      waiting.inc(change);
      waitingBytes.inc(change * bytes);
    },
    frameInWork: (change) => inWork.inc(change),
    recorded: eventMeter(registry),
  };
}

function eventMeter(registry: Registry): Meter['recorded'] {
  const registers = [registry];
  const checks = new Counter({
    name: 'virtual_proctor_frame_checks_total',
    help: 'Verdicts on recorded frames, by check and status: PASS, FAIL or UNKNOWN.',
    labelNames: ['check', 'status'],
    registers,
  });
  const opened = new Counter({
    name: 'virtual_proctor_incidents_opened_total',
    help: 'Incidents that opened, by kind and by their severity then.',
    labelNames: ['kind', 'severity'],
    registers,
  });
  const closed = new Counter({
    name: 'virtual_proctor_incidents_closed_total',
    help: 'Incidents that closed, by kind and by the severity they had come to.',
    labelNames: ['kind', 'severity'],
    registers,
  });
  for (const check of CHECK_NAMES) for (const status of ['PASS', 'FAIL', 'UNKNOWN']) checks.inc({ check, status }, 0);
  for (const kind of INCIDENT_KINDS) {
    for (const severity of SEVERITIES) for (const counter of [opened, closed]) counter.inc({ kind, severity }, 0);
  }

  const count = (event: NewEvent) => {
    if (event.type === 'FrameProcessed') {
      for (const { name, status } of event.checks) checks.inc({ check: name, status });
    } else if (event.type === 'IncidentOpened' || event.type === 'IncidentClosed') {
      const { kind, severity } = event.incident;
      (event.type === 'IncidentOpened' ? opened : closed).inc({ kind, severity });
    }
  };
  return (events) => events.forEach(count);
}

function callMeter(
  registry: Registry,
  { dollarsFor }: Pick<CallPrices, 'dollarsFor'>,
): Pick<Meter, 'engineCall' | 'paidCall' | 'storeCall'> {
  const registers = [registry];
  const engineCalls = new Counter({
    name: 'virtual_proctor_engine_calls_total',
    help: 'Calls of the vision engine, whichever it is, by operation (observe, enrol, forget) and outcome.',
    labelNames: ['operation', 'outcome'],
    registers,
  });
  const paidCalls = new Counter({
    name: 'virtual_proctor_paid_calls_total',
    help: 'Calls of Amazon Rekognition that it counts, by operation; some are free.',
    labelNames: ['operation'],
    registers,
  });
  const dollars = new Counter({
    name: 'virtual_proctor_paid_calls_dollars_total',
    help: 'What these calls cost in US dollars, at REKOGNITION_USD_PER_1000_CALLS: an estimate.',
    labelNames: ['operation'],
    registers,
  });
  const storeCalls = new Histogram({
    name: 'virtual_proctor_store_call_seconds',
    help: 'How long calls of the database took, repetitions included, by operation and outcome.',
    labelNames: ['operation', 'outcome'],
    buckets: STORE_SECONDS,
    registers,
  });
  return {
    engineCall: (operation, outcome) => engineCalls.inc({ operation, outcome }),
    paidCall(operation) {
      paidCalls.inc({ operation });
      dollars.inc({ operation }, dollarsFor(operation));
    },
    storeCall: (operation, outcome, seconds) => storeCalls.observe({ operation, outcome }, seconds),
  };
}

type ServerMeter = Pick<Meter, 'socket' | 'slowSocket' | 'subscription' | 'delivered' | 'httpAnswered' | 'errorTold'>;

function serverMeter(registry: Registry): ServerMeter {
  const registers = [registry];
  const sockets = new Gauge({
    name: 'virtual_proctor_websocket_connections',
    help: 'WebSockets that are open now.',
    registers,
  });
  const slow = new Counter({
    name: 'virtual_proctor_websockets_closed_slow_total',
    help: 'WebSockets that were closed because their peer did not read.',
    registers,
  });
  const subscriptions = new Gauge({
    name: 'virtual_proctor_subscriptions',
    help: 'Subscriptions that are followed now.',
    registers,
  });
  // Counted by hand: this is done for every event and every subscriber.
  let delivered = 0;
  new Counter({
    name: 'virtual_proctor_deliveries_total',
    help: 'Events sent to subscribers, each counted once for everybody it was sent to.',
    registers,
    collect() {
      this.reset();
      this.inc(delivered);
    },
  });
  const answers = new Histogram({
    name: 'virtual_proctor_http_request_seconds',
    help: 'How long HTTP requests took until their answer was sent, by method, route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: FRAME_SECONDS,
    registers,
  });
  const errors = new Counter({
    name: 'virtual_proctor_graphql_errors_total',
    help: 'Errors told to clients, by code; INTERNAL is a fault of the server.',
    labelNames: ['code'],
    registers,
  });
  errors.inc({ code: 'INTERNAL' }, 0);
  return {
    socket: (change) => sockets.inc(change),
    slowSocket: () => slow.inc(),
    subscription: (change) => subscriptions.inc(change),
    delivered() {
      delivered += 1;
    },
    httpAnswered: ({ method, route = 'none', status, seconds }) => answers.observe({ method, route, status }, seconds),
    errorTold: (code) => errors.inc({ code }),
  };
}
