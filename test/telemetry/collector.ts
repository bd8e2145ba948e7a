/** A collector as OpenTelemetry's exporters speak to it: `POST /v1/traces`, OTLP as JSON. */
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

type Facts = Readonly<Record<string, string | number | boolean>>;

export interface ReceivedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  /** 2 is an error. */
  readonly status: number;
  readonly attributes: Facts;
  readonly resource: Facts;
}

export interface Collector extends AsyncDisposable {
  readonly url: string;
  readonly received: readonly ReceivedSpan[];
  /** Resolves to all spans once they are as the test wants them. */
  until(isEnough: (received: readonly ReceivedSpan[]) => boolean): Promise<readonly ReceivedSpan[]>;
}

/** Of https://github.com/open-telemetry/opentelemetry-proto, in JSON, as far as it is looked at. */
interface ExportRequest {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly KeyValue[] };
    readonly scopeSpans: readonly {
      readonly spans: readonly (Omit<ReceivedSpan, 'attributes' | 'resource' | 'status'> & OtlpSpan)[];
    }[];
  }[];
}

interface OtlpSpan {
  readonly attributes: readonly KeyValue[];
  readonly status?: { readonly code?: number };
}

interface KeyValue {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: number | string; readonly boolValue?: boolean };
}

export async function startCollector(): Promise<Collector> {
  const received: ReceivedSpan[] = [];
  const arrivals = new EventEmitter();
  const server = createServer(async (request, response) => {
    if (request.method !== 'POST' || request.url !== '/v1/traces') return response.writeHead(404).end();
    const body = (await json(request)) as ExportRequest; // So the protocol has it.
    received.push(...spansOf(body));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    return arrivals.emit('spans');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // So it is for a server that listens on a port.
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    async until(isEnough) {
      while (!isEnough(received)) await once(arrivals, 'spans');
      return received;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function spansOf({ resourceSpans }: ExportRequest): ReceivedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        ...span,
        status: span.status?.code ?? 0,
        attributes: factsOf(span.attributes),
        resource: factsOf(resource.attributes),
      })),
    ),
  );
}

function factsOf(attributes: readonly KeyValue[]): Facts {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, value.stringValue ?? value.boolValue ?? Number(value.intValue)]),
  );
}
