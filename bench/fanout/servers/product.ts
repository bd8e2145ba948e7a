/** This project's server, its schema, its event log and its service's subscription; only the store is memory. */
import { pino } from 'pino';
import { createEmbeddedEventLog } from '../../../dist/events/embedded/eventLog.js';
import type { EventLog } from '../../../dist/events/eventLog.js';
import { createSchema } from '../../../dist/graphql/schema.js';
import { examEvents } from '../../../dist/proctor/examEvents.js';
import type { Dependencies, ProctorService } from '../../../dist/proctor/service.js';
import { createServer } from '../../../dist/server/server.js';
import type { EventStore, StoredEvent } from '../../../dist/store/store.js';
import { EXAM_ID, frameProcessed, readTypeDefs } from '../feed.js';
import type { Contender } from './contender.js';

export async function start(): Promise<Contender> {
  return await serve(createEmbeddedEventLog(createMemory()));
}

export async function serve(log: EventLog): Promise<Contender> {
  const exam = { id: EXAM_ID, title: 'Demo exam', createdAt: new Date().toISOString() };
  // All that the subscription stands on.
  const dependencies = { log, store: { exams: { get: async () => exam } }, now: Date.now } as unknown as Dependencies;
  const proctor: Pick<ProctorService, 'examEvents'> = {
    examEvents: (viewer, examId, options) => examEvents(dependencies, viewer, examId, options),
  };
  const server = createServer({
    schema: createSchema(await readTypeDefs()),
    createContext: (facts) => ({ ...facts, proctor }),
    verifier: {
      ready: async () => {},
      verify: async (sub) => ({ sub, roles: ['PROCTOR'], expiresAt: Number.POSITIVE_INFINITY }),
    },
    log: pino({ level: 'silent' }),
    host: '127.0.0.1',
    port: 0,
    allowedOrigins: [],
    readiness: {},
    version: 'benchmark',
  });
  const { url } = await server.listen();
  return {
    url: `${url.replace('http', 'ws')}/graphql`,
    publish: (count) => log.append(EXAM_ID, [frameProcessed(count)]),
  };
}

function createMemory(): EventStore {
  const events: StoredEvent[] = [];
  return {
    async put(_, placed) {
      const writtenAt = new Date().toISOString();
      events.push(
        ...placed.map(({ seq, event }) => ({
          seq,
          event,
          writtenFrom: seq,
          writtenAfter: seq - 1,
          writtenAt,
          after: seq - 1,
        })),
      );
    },
    findSeq: async () => undefined,
    get: async (_, place) => events.find(({ seq }) => seq === place),
    read: async (_, { after, upTo, limit }) => events.slice(after, Math.min(after + limit, upTo)),
    readLast: async (_, limit, upTo = events.length) => events.slice(Math.max(upTo - limit, 0), upTo),
    readAbout: async () => [],
    lastTaken: async () => events.length,
    seal: async () => {},
    setAfter: async () => {},
    replace: async () => {},
    mark: async () => undefined,
    setMark: async () => {},
  };
}
