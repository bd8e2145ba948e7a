/** `/healthz`: the process lives. `/readyz`: it can serve, or which part can't yet or any more. */
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';

/** What must work before we can serve, by name; each resolves when it does, and rejects saying why it doesn't. */
export type ReadinessChecks = Readonly<Record<string, () => Promise<void>>>;

export interface HealthOptions {
  readonly version: string;
  readonly checks: ReadinessChecks;
  readonly isStopping: () => boolean;
}

type PartState = 'ready' | 'not ready';

/** A part that takes longer to say whether it is ready is not. */
const CHECK_TIMEOUT_MS = 2_000;

/** What was found is told for so long: anybody may ask, and the database should not be asked each time. */
const LOOK_EVERY_MS = 1_000;

export function serveHealth(app: FastifyInstance, { version, checks, isStopping }: HealthOptions): void {
  app.get('/healthz', async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok', version }),
  );

  // Not the log of a request, as many may have led to it.
  const look = createSharedLook(() => lookAt(checks, app.log));

  app.get('/readyz', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    if (isStopping()) return reply.code(503).send({ status: 'stopping' });
    const parts = await look();
    const isReady = Object.values(parts).every((part) => part === 'ready');
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready', parts });
  });
}

/** All who ask within a second of a look's beginning share it. */
function createSharedLook<T>(look: () => Promise<T>): () => Promise<T> {
  let newest: { readonly found: Promise<T>; readonly since: number } | undefined;
  return () => {
    const now = performance.now();
    if (!newest || now - newest.since >= LOOK_EVERY_MS) newest = { found: look(), since: now };
    return newest.found;
  };
}

async function lookAt(checks: ReadinessChecks, log: FastifyBaseLogger): Promise<Record<string, PartState>> {
  const parts = Object.entries(checks).map(async ([part, check]) => [part, await stateOf(part, check, log)] as const);
  return Object.fromEntries(await Promise.all(parts));
}

/** The reason is for the log: whoever may ask for our health need not know our addresses. */
async function stateOf(part: string, check: () => Promise<void>, log: FastifyBaseLogger): Promise<PartState> {
  const late = delay(CHECK_TIMEOUT_MS, 'not ready' as const, { ref: false });
  try {
    return await Promise.race([check().then(() => 'ready' as const), late]);
  } catch (error) {
    log.warn({ part, err: error }, 'A part is not ready.');
    return 'not ready';
  }
}
