/** The protocol graphql-transport-ws: who connects, what an operation is run with, and how its errors are told. */
import { randomUUID } from 'node:crypto';
import { type ExecutionArgs, execute, type FormattedExecutionResult, GraphQLError, getOperationAST } from 'graphql';
import { CloseCode, type ConnectionInitMessage, type ServerOptions, type SubscribePayload } from 'graphql-ws';
import type { Logger } from 'pino';
import { createErrorFormatter, type FormatError } from '../graphql/errorFormat.js';
import { documentLimits, readDocument } from '../graphql/limits.js';
import { inSpan, type SpanFacts } from '../telemetry/telemetry.js';
import { authorizationOf } from './authenticate.js';
import { createBroadcast } from './broadcast/broadcast.js';
import type { Subscriber } from './broadcast/delivery.js';
import { type Connection, SocketRefusal, TRY_AGAIN_LATER } from './connection.js';
import { operationFacts, type TransportOptions } from './operation.js';
import { createPlaces } from './places.js';

export interface ConnectionExtra {
  readonly connection: Connection;
}

type GraphqlWsOptions = ServerOptions<ConnectionInitMessage['payload'], ConnectionExtra>;

/** What an operation that has begun is run with. */
interface Operation {
  readonly name: string;
  readonly facts: SpanFacts;
  /** Where a `traceparent` may stand: browsers can't give a WebSocket headers, and it outlives any one trace. */
  readonly caller: Readonly<Record<string, unknown>>;
  readonly log: Logger;
  readonly subscriber: Subscriber;
}

/** An answer repeats the id of its operation, so a long one would be paid for again and again. */
const LONGEST_ID = 128;

export function createGraphqlWsOptions(options: TransportOptions): GraphqlWsOptions {
  const { schema, createContext, authenticate, limits, requests, telemetry } = options;
  const { meter, tracer } = telemetry;
  const broadcast = createBroadcast(options);
  const places = createPlaces({ perCandidate: limits.socketsPerCandidate, withoutToken: limits.socketsWithoutToken });
  /** graphql-ws shows the same payload, and the same arguments, to every hook of an operation, and not every hook its context. */
  const formatters = new WeakMap<SubscribePayload, FormatError>();
  const operations = new WeakMap<ExecutionArgs, Operation>();
  const followed = new WeakSet<SubscribePayload>();
  const format = (payload: SubscribePayload, errors: readonly GraphQLError[]) => {
    const formatError = formatters.get(payload);
    if (!formatError) throw new Error('An operation has errors that never began.');
    return errors.map(formatError);
  };

  /** Of a subscription only its beginning: it may last for hours. */
  async function run<T>(args: ExecutionArgs, work: (operation: Operation) => T): Promise<Awaited<T>> {
    const operation = operations.get(args);
    if (!operation) throw new Error('An operation runs that never began.');
    const span = tracer.begin(operation.name, operation.facts, operation.caller);
    return await inSpan(span, () => requests.run(operation.log, async () => await work(operation)));
  }

  return {
    // The connection itself keeps the time, until the token is verified: see connection.ts.
    connectionInitWaitTimeout: 0,

    async onConnect({ connectionParams, extra: { connection } }) {
      const viewer = await authenticate(authorizationOf(connectionParams)).catch(refuse);
      const leave = places.take(viewer);
      if (!leave)
        throw new SocketRefusal(
          TRY_AGAIN_LATER,
          `Too many WebSockets are open ${viewer ? 'with this' : 'without a'} token`,
        );
      void connection.closed.then(leave);
      connection.admit(viewer);
    },

    onSubscribe({ extra: { connection } }, id, payload): ExecutionArgs | readonly GraphQLError[] {
      if (id.length > LONGEST_ID) throw new SocketRefusal(CloseCode.BadRequest, 'The id of an operation is too long');
      const requestId = randomUUID();
      const log = options.log.child({ requestId, connectionId: connection.id });
      formatters.set(payload, createErrorFormatter({ requestId, log, onTold: meter.errorTold }));
      if (connection.unfinished > limits.operationsPerSocket) return [tooManyOperations(limits.operationsPerSocket)];

      const document = readDocument(schema, payload.query, documentLimits);
      if (!('kind' in document)) return document;
      const { operationName, variables } = payload;
      const operation = getOperationAST(document, operationName);
      if (!operation) return [noOperation(operationName)];
      if (operation.operation === 'subscription' && connection.messageLength > limits.subscriptionLength) {
        return [tooLongToKeep(limits.subscriptionLength)];
      }
      const { viewer } = connection;
      const contextValue = createContext({ ...(viewer && { viewer }), requestId, log });
      const args: ExecutionArgs = {
        schema,
        document,
        contextValue,
        operationName: operationName ?? null,
        variableValues: variables ?? null,
      };
      operations.set(args, {
        name: operation.operation,
        facts: { ...operationFacts(operation), 'request.id': requestId },
        caller: payload.extensions ?? {},
        log,
        subscriber: {
          id,
          send(...parts) {
            meter.delivered();
            return connection.sendParts(...parts);
          },
        },
      });
      return args;
    },

    execute: (args) => run(args, () => execute(args)),

    subscribe: (args) => run(args, ({ subscriber }) => broadcast.subscribe(args, subscriber)),

    onOperation(_context, _id, payload, _args, result) {
      if (!(Symbol.asyncIterator in result)) return;
      followed.add(payload);
      meter.subscription(1);
    },

    onComplete(_context, _id, payload) {
      if (followed.delete(payload)) meter.subscription(-1);
    },

    onError: (_context, _id, payload, errors) => format(payload, errors),

    onNext(_context, _id, payload, _args, { errors, data, extensions }): FormattedExecutionResult | undefined {
      if (followed.has(payload)) meter.delivered();
      if (!errors) return undefined;
      return {
        errors: format(payload, errors),
        ...(data !== undefined && { data }),
        ...(extensions && { extensions }),
      };
    },
  };
}

function refuse(error: unknown): never {
  if (!(error instanceof GraphQLError)) throw error;
  const isOurFault = error.extensions['code'] === 'ISSUER_UNAVAILABLE';
  throw new SocketRefusal(isOurFault ? TRY_AGAIN_LATER : CloseCode.Forbidden, error.message);
}

function tooManyOperations(most: number): GraphQLError {
  return new GraphQLError(`${most} operations are running on this WebSocket, the most that may. Complete one first.`, {
    extensions: { code: 'OVERLOADED' },
  });
}

function tooLongToKeep(most: number): GraphQLError {
  return new GraphQLError(`A message that subscribes may have ${most} characters, its variables included.`, {
    extensions: { code: 'BAD_REQUEST' },
  });
}

function noOperation(name: string | null | undefined): GraphQLError {
  const message = name ? 'The document has no operation of this name.' : 'Say which of the operations is meant.';
  return new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
}
