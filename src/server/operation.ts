/** What every operation is begun with, whichever transport brought it. */
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Viewer } from '../auth/viewer.js';
import type { Authenticate } from './authenticate.js';
import type { ServerLimits } from './limits.js';

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
}
