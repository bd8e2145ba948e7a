/** The protocol graphql-transport-ws: who connects, what an operation is run with, and how its errors are told. */
import { randomUUID } from 'node:crypto';
import { type ExecutionArgs, type FormattedExecutionResult, GraphQLError, getOperationAST } from 'graphql';
import { CloseCode, type ConnectionInitMessage, type ServerOptions, type SubscribePayload } from 'graphql-ws';
import { createErrorFormatter, type FormatError } from '../graphql/errorFormat.js';
import { documentLimits, readDocument } from '../graphql/limits.js';
import { authorizationOf } from './authenticate.js';
import { createBroadcast } from './broadcast/broadcast.js';
import type { Subscriber } from './broadcast/delivery.js';
import { type Connection, SocketRefusal, TRY_AGAIN_LATER } from './connection.js';
import type { TransportOptions } from './operation.js';

export interface ConnectionExtra {
  readonly connection: Connection;
}

type GraphqlWsOptions = ServerOptions<ConnectionInitMessage['payload'], ConnectionExtra>;

/** An answer repeats the id of its operation, so a long one would be paid for again and again. */
const LONGEST_ID = 128;

export function createGraphqlWsOptions(options: TransportOptions): GraphqlWsOptions {
  const { schema, createContext, authenticate, limits } = options;
  const broadcast = createBroadcast(options);
  /** graphql-ws shows the same payload, and the same arguments, to every hook of an operation, and not every hook its context. */
  const formatters = new WeakMap<SubscribePayload, FormatError>();
  const subscribers = new WeakMap<ExecutionArgs, Subscriber>();
  const format = (payload: SubscribePayload, errors: readonly GraphQLError[]) => {
    const formatError = formatters.get(payload);
    if (!formatError) throw new Error('An operation has errors that never began.');
    return errors.map(formatError);
  };

  return {
    // The connection itself keeps the time, until the token is verified: see connection.ts.
    connectionInitWaitTimeout: 0,

    async onConnect({ connectionParams, extra: { connection } }) {
      const viewer = await authenticate(authorizationOf(connectionParams)).catch(refuse);
      connection.admit(viewer);
    },

    onSubscribe({ extra: { connection } }, id, payload): ExecutionArgs | readonly GraphQLError[] {
      if (id.length > LONGEST_ID) throw new SocketRefusal(CloseCode.BadRequest, 'The id of an operation is too long');
      const requestId = randomUUID();
      const log = options.log.child({ requestId, connectionId: connection.id });
      formatters.set(payload, createErrorFormatter(requestId, log));
      if (connection.unfinished > limits.operationsPerSocket) return [tooManyOperations(limits.operationsPerSocket)];

      const document = readDocument(schema, payload.query, documentLimits);
      if (!('kind' in document)) return document;
      const { operationName, variables } = payload;
      if (!getOperationAST(document, operationName)) return [noOperation(operationName)];
      const { viewer } = connection;
      const contextValue = createContext({ ...(viewer && { viewer }), requestId, log });
      const args: ExecutionArgs = {
        schema,
        document,
        contextValue,
        operationName: operationName ?? null,
        variableValues: variables ?? null,
      };
      subscribers.set(args, { id, send: connection.sendParts });
      return args;
    },

    subscribe(args) {
      const subscriber = subscribers.get(args);
      if (!subscriber) throw new Error('An operation runs that never began.');
      return broadcast.subscribe(args, subscriber);
    },

    onError: (_context, _id, payload, errors) => format(payload, errors),

    onNext(_context, _id, payload, _args, { errors, data, extensions }): FormattedExecutionResult | undefined {
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

function noOperation(name: string | null | undefined): GraphQLError {
  const message = name ? 'The document has no operation of this name.' : 'Say which of the operations is meant.';
  return new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
}
