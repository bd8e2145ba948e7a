/**
 * The tracer that sends its spans to a collector by OTLP over HTTP, as JSON. Loaded only where one is configured: this is
 * the one module that knows OpenTelemetry, none of whose global state is used.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Context,
  defaultTextMapGetter,
  type Span as OtelSpan,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { type ExportResult, ExportResultCode, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  ParentBasedSampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-node';
import type { Span, Tracer } from './telemetry.js';

export interface TracingOptions {
  /** Without the path of traces, such as `http://localhost:4318`. */
  readonly endpoint: string;
  /** The share of traces that are kept, 0–1, of those that no caller has decided about. */
  readonly sampleRatio: number;
  readonly version: string;
  /** Told when spans can't be sent, once until some are sent again; those that could not are lost. */
  readonly onProblem: (error: unknown) => void;
}

/** What one batch may take, its repetitions included; so little that a stopping server waits for no collector. */
const EXPORT_WITHIN_MS = 3_000;
/** Names of operations are the only text that callers choose. */
const LONGEST_TEXT = 128;

export function createTracing(options: TracingOptions): Tracer & AsyncDisposable {
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'virtual-proctor', 'service.version': options.version }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(options.sampleRatio) }),
    spanLimits: { attributeValueLengthLimit: LONGEST_TEXT },
    spanProcessors: [new BatchSpanProcessor(createExporter(options), { exportTimeoutMillis: EXPORT_WITHIN_MS })],
  });
  const tracer = provider.getTracer('virtual-proctor', options.version);
  const contexts = new AsyncLocalStorage<Context>();
  const propagator = new W3CTraceContextPropagator();

  return {
    begin(name, facts = {}, caller) {
      const current = contexts.getStore() ?? ROOT_CONTEXT;
      const parent = caller ? propagator.extract(current, caller, defaultTextMapGetter) : current;
      const kind = caller ? SpanKind.SERVER : SpanKind.INTERNAL;
      const span = tracer.startSpan(name, { kind, attributes: facts }, parent);
      return toSpan(span, (work) => contexts.run(trace.setSpan(parent, span), work));
    },
    // What could not be sent then was told by the exporter.
    [Symbol.asyncDispose]: () => provider.shutdown().catch(() => undefined),
  };
}

function toSpan(span: OtelSpan, run: Span['run']): Span {
  return {
    run,
    note: (facts) => void span.setAttributes(facts),
    end(outcome = 'ok') {
      // Without the error's message, which may quote what was sent.
      if (outcome === 'failed') span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
  };
}

/** The exporter tells a console that nobody gave it of its failures; ours go to the log. */
function createExporter({ endpoint, onProblem }: TracingOptions): SpanExporter {
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: EXPORT_WITHIN_MS });
  let isFailing = false;
  return {
    export(spans, done) {
      exporter.export(spans, (result: ExportResult) => {
        const hasFailed = result.code !== ExportResultCode.SUCCESS;
        if (hasFailed && !isFailing) onProblem(result.error);
        isFailing = hasFailed;
        done(result);
      });
    },
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  };
}
