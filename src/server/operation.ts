/** What every operation is begun with, whichever transport brought it. */
import type { GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Logger } from 'pino';
import type { Viewer } from '../auth/viewer.js';
import type { SpanFacts, Telemetry } from '../telemetry/telemetry.js';
import type { Authenticate } from './authenticate.js';
import type { ServerLimits } from './limits.js';
import type { RequestScope } from './requestScope.js';

export interface OperationFacts {
  /** Absent where no token was sent. */
  readonly viewer?: Viewer;
  readonly requestId: string;
  /** Carries the request id. */
  readonly log: Logger;
}

/** What the two transports have in common. */
export interface TransportOptions {
  readonly schema: GraphQLSchema;
  /** Makes the context of the resolvers. */
  readonly createContext: (facts: OperationFacts) => object;
  readonly authenticate: Authenticate;
  readonly limits: ServerLimits;
  readonly log: Logger;
  readonly requests: RequestScope;
  readonly telemetry: Telemetry;
}

/** What a trace shows of an operation: neither its document nor its variables. */
export function operationFacts({ operation, name }: OperationDefinitionNode): SpanFacts {
  return { 'graphql.operation.type': operation, ...(name && { 'graphql.operation.name': name.value }) };
}
