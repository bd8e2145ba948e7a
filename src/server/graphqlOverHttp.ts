/** GraphQL over HTTP: Apollo Server behind Fastify, with the status codes that the specification asks for. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { Readable } from 'node:stream';
import {
  ApolloServer,
  type ApolloServerPlugin,
  HeaderMap,
  type HTTPGraphQLRequest,
  type HTTPGraphQLResponse,
} from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { createErrorFormatter, type FormatError } from '../graphql/errorFormat.js';
import { documentLimits, earlyError, limitRules } from '../graphql/limits.js';
import { inSpan, type Span } from '../telemetry/telemetry.js';
import type { Callers } from './callers.js';
import { hintsFor } from './http.js';
import { operationFacts, type TransportOptions } from './operation.js';

/** One request on its way through Apollo, whose hooks don't all say which request they are called for. */
interface Exchange {
  readonly formatError: FormatError;
  readonly span: Span;
  /** Set once the request is known to carry an operation, however wrong that may be. */
  isWellFormed: boolean;
}

export interface GraphqlOverHttp {
  handle(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>;
  stop(): Promise<void>;
}

export async function createGraphqlOverHttp(
  options: TransportOptions & { readonly callers: Pick<Callers, 'of'> },
): Promise<GraphqlOverHttp> {
  const exchanges = new AsyncLocalStorage<Exchange>();
  const { requests, telemetry } = options;
  const apollo = new ApolloServer({
    schema: options.schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    // Refused earlier, and for what the browser says: see origin.ts.
    csrfPrevention: false,
    parseOptions: { maxTokens: documentLimits.tokens },
    validationRules: [...limitRules(documentLimits)],
    validationOptions: { maxErrors: documentLimits.errors },
    formatError: (formatted, error) =>
      exchanges.getStore()?.formatError(error instanceof GraphQLError ? error : new GraphQLError(formatted.message)) ??
      formatted,
    logger: options.log,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      noteOperation(exchanges),
      refuseSubscriptions,
    ],
  });
  await apollo.start();

  return {
    async handle(request, reply) {
      const { id: requestId, method, headers } = request;
      const log = options.log.child({ requestId });
      const formatError = createErrorFormatter({ requestId, log, onTold: telemetry.meter.errorTold });
      const facts = { 'http.request.method': method, 'http.route': '/graphql', 'request.id': requestId };
      const span = telemetry.tracer.begin(`${method} /graphql`, facts, headers);
      const exchange: Exchange = { formatError, span, isWellFormed: false };
      const execute = () =>
        apollo.executeHTTPGraphQLRequest({
          httpGraphQLRequest: toApollo(request),
          context: async () => {
            const error = earlyError(options.schema, documentOf(request), documentLimits);
            if (error) throw error;
            const viewer = await options.callers.of(request);
            return options.createContext({ ...(viewer && { viewer }), requestId, log });
          },
        });
      return await inSpan(span, async () => {
        const response = await requests.run(log, () => exchanges.run(exchange, execute));
        const answered = answer(reply, response, exchange);
        span.note({ 'http.response.status_code': reply.statusCode });
        return answered;
      });
    },
    stop: () => apollo.stop(),
  };
}

function answer(reply: FastifyReply, { status = 200, headers, body }: HTTPGraphQLResponse, exchange: Exchange) {
  for (const [name, value] of headers) reply.header(name, value);
  reply.headers(hintsFor(status)).header('cache-control', 'no-store');
  reply.code(exchange.isWellFormed && status === 400 && isPlainJson(headers) ? 200 : status);
  return reply.send(body.kind === 'complete' ? body.string : Readable.from(body.asyncIterator));
}

/**
 * A client that accepts nothing newer than `application/json` can't tell a GraphQL error from one of a proxy by the status,
 * so it is to get 200 for every operation that it could send (GraphQL over HTTP §6.4.1).
 */
function isPlainJson(headers: HeaderMap): boolean {
  return headers.get('content-type')?.startsWith('application/json') ?? false;
}

function toApollo(request: FastifyRequest): HTTPGraphQLRequest {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const question = request.url.indexOf('?');
  const search = question < 0 ? '' : request.url.slice(question);
  return { method: request.method, headers, search, body: request.body };
}

/** The document's text, or nothing where the request is so wrong that Apollo will refuse it. */
function documentOf({ method, query, body }: FastifyRequest): string {
  const parameters: unknown = method === 'GET' ? query : body;
  const document =
    typeof parameters === 'object' && parameters !== null && 'query' in parameters ? parameters.query : undefined;
  return typeof document === 'string' ? document : '';
}

function noteOperation(exchanges: AsyncLocalStorage<Exchange>): ApolloServerPlugin {
  return {
    requestDidStart: async () => ({
      didResolveSource: async () => {
        const exchange = exchanges.getStore();
        if (exchange) exchange.isWellFormed = true;
      },
      didResolveOperation: async ({ operation }) => {
        if (operation) exchanges.getStore()?.span.note(operationFacts(operation));
      },
    }),
  };
}

const refuseSubscriptions: ApolloServerPlugin = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation }) => {
      if (operation?.operation !== 'subscription') return;
      throw new GraphQLError('Subscribe over a WebSocket to this same path, with the protocol graphql-transport-ws.', {
        extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
      });
    },
  }),
};
