/** The server around the schema: GraphQL over HTTP and WebSockets at one path, the pages, and how it stops. */
import { type AddressInfo, isIPv6 } from 'node:net';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { EmbeddedIssuer } from '../auth/embeddedIssuer.js';
import type { PageSignIn } from '../auth/pageSignIn.js';
import type { TokenVerifier } from '../auth/tokenVerifier.js';
import { NO_TELEMETRY, type Telemetry } from '../telemetry/telemetry.js';
import { createAuthenticate } from './authenticate.js';
import { createCallers } from './callers.js';
import { createGraphqlOverHttp } from './graphqlOverHttp.js';
import { serveGraphql } from './graphqlRoute.js';
import { type ReadinessChecks, serveHealth } from './health.js';
import { createHttp } from './http.js';
import { type ServerLimits, serverLimits } from './limits.js';
import { type MetricsSource, serveMetrics } from './metrics.js';
import type { OperationFacts, TransportOptions } from './operation.js';
import { createOriginPolicy } from './origin.js';
import { servePages } from './pages.js';
import { createRequestScope, type RequestScope } from './requestScope.js';
import { type SampleApiOptions, serveSampleApi } from './sampleApi/sampleApi.js';
import { serveSignIn } from './signIn.js';
import { serveTokens } from './tokens.js';
import { createWebSockets } from './webSockets.js';

export interface ServerOptions {
  readonly schema: GraphQLSchema;
  /** Called once per operation. */
  readonly createContext: (facts: OperationFacts) => object;
  readonly verifier: TokenVerifier;
  readonly log: Logger;
  /** On a loopback address only this machine's names are answered to. */
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Origins beside our own whose pages may talk to us, such as `https://exams.example.org`. */
  readonly allowedOrigins: readonly string[];
  readonly readiness: ReadinessChecks;
  readonly version: string;
  /** Where tokens are issued here: its keys are served at `/.well-known/jwks.json`, tokens for our own pages at `/auth/token`. */
  readonly issuer?: EmbeddedIssuer;
  /** Where our own pages sign people in at an identity provider; they ask for it at `/auth/oidc`. */
  readonly signIn?: PageSignIn;
  /** Where clients of the AWS sample are served, too. */
  readonly sampleApi?: SampleApiOptions;
  /** What Vite built; absolute. */
  readonly webDir?: string;
  readonly limits?: Partial<ServerLimits>;
  /** Shared with what is below the server and logs. */
  readonly requests?: RequestScope;
  /** Left out where nobody watches. */
  readonly telemetry?: Telemetry;
  /** Served at `/metrics`. */
  readonly metrics?: MetricsSource;
}

export interface Server extends AsyncDisposable {
  /** Rejects when the address can't be had. To be called once. */
  listen(): Promise<{ readonly url: string }>;
  /** Stops taking work, ends what is begun within `limits.drainMs`, and hangs up. Called again, it is the same stop. */
  close(): Promise<void>;
}

export function createServer(options: ServerOptions): Server {
  let starting: Promise<Running> | undefined;
  let closing: Promise<void> | undefined;

  const close = () => {
    closing ??= (async () => {
      const running = await starting?.catch(() => undefined);
      await running?.stop();
    })();
    return closing;
  };

  return {
    async listen() {
      if (closing) throw new Error('A server that was closed does not listen again.');
      starting = start(options, () => closing !== undefined);
      const { url } = await starting;
      return { url };
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

interface Running {
  readonly url: string;
  stop(): Promise<void>;
}

async function start(options: ServerOptions, isStopping: () => boolean): Promise<Running> {
  const { host, port, log, verifier, allowedOrigins, readiness, version, signIn } = options;
  const { telemetry = NO_TELEMETRY, requests = createRequestScope(log) } = options;
  const limits = { ...serverLimits, ...options.limits };
  const origins = createOriginPolicy(host, allowedOrigins);
  const authenticate = createAuthenticate(verifier);
  const transport: TransportOptions = { ...options, limits, authenticate, telemetry, requests };

  const callers = createCallers(transport);
  const graphql = await createGraphqlOverHttp({ ...transport, callers });
  const app = await createHttp({ log, limits, origins, isStopping, signIn, meter: telemetry.meter });
  await serveGraphql(app, graphql, { origins, callers });
  if (options.sampleApi) await serveSampleApi(app, options.sampleApi, { ...transport, origins, callers });
  serveHealth(app, { version, checks: readiness, isStopping });
  if (options.metrics) serveMetrics(app, options.metrics);
  if (options.issuer) serveTokens(app, options.issuer);
  serveSignIn(app, signIn);
  if (options.webDir) await servePages(app, options.webDir);
  const webSockets = createWebSockets({ ...transport, origins });
  app.server.on('upgrade', webSockets.upgrade);

  const stop = async () => {
    // HTTP is served meanwhile: a load balancer sees at /readyz that it should look for another server.
    await webSockets.close();
    const cutOff = setTimeout(() => app.server.closeAllConnections(), limits.drainMs);
    await app.close();
    clearTimeout(cutOff);
    await graphql.stop();
  };
  try {
    await app.listen({ host, port });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: urlOf(app.server.address(), host), stop };
}

/** An address that stands for all of them can't be called by its name. */
function urlOf(address: AddressInfo | string | null, host: string): string {
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : isIPv6(host) ? `[${host}]` : host;
  return `http://${name}:${address.port}`;
}
