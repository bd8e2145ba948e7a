/** Which request is being worked on, for those deep below it who have something to log and know of no requests. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from 'pino';

export interface RequestScope {
  /** Runs the work of a request whose log this is, which carries the request's id. */
  run<T>(log: Logger, work: () => T): T;
  /** The log of the request that is being worked on; where there is none, the server's own. */
  log(): Logger;
}

export function createRequestScope(serverLog: Logger): RequestScope {
  const logs = new AsyncLocalStorage<Logger>();
  return {
    run: (log, work) => logs.run(log, work),
    log: () => logs.getStore() ?? serverLog,
  };
}
