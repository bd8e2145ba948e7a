/** What the service stands on, with each use of it measured, so that the use cases need not know that they are watched. */
import type { NewEvent } from '../domain/events.js';
import { inStage, type Telemetry } from '../telemetry/telemetry.js';
import type { VisionEngine } from '../vision/engine.js';
import type { Dependencies } from './service.js';

export function withMeasuredParts(dependencies: Dependencies): Dependencies {
  const { telemetry, engine, store, log } = dependencies;
  if (!telemetry) return dependencies;
  /** Frames on their way to the log. What is read from an outbox again is none of these, and is in the log as a rule. */
  const justWritten = new WeakSet<NewEvent>();
  return {
    ...dependencies,
    engine: measuredEngine(engine, telemetry),
    store: {
      ...store,
      sessions: {
        ...store.sessions,
        async save(session, expiry) {
          const frame = session.outbox.find(({ type }) => type === 'FrameProcessed');
          const save = () => store.sessions.save(session, expiry);
          await (frame ? inStage(telemetry, 'record', save) : save());
          // Of two who write at once one fails, and what was written is never written again.
          telemetry.meter.recorded(session.outbox);
          if (frame) justWritten.add(frame);
        },
      },
    },
    log: {
      ...log,
      async append(examId, events) {
        const append = () => log.append(examId, events);
        const isFrame = events.some((event) => justWritten.has(event));
        return await (isFrame ? inStage(telemetry, 'append', append) : append());
      },
    },
  };
}

function measuredEngine(engine: VisionEngine, telemetry: Telemetry): VisionEngine {
  const counted = async <T>(operation: string, work: () => Promise<T>): Promise<T> => {
    try {
      const answer = await work();
      telemetry.meter.engineCall(operation, 'ok');
      return answer;
    } catch (error) {
      telemetry.meter.engineCall(operation, 'failed');
      throw error;
    }
  };
  return {
    name: engine.name,
    concurrency: engine.concurrency,
    ready: () => engine.ready(),
    observe: (request) => counted('observe', () => inStage(telemetry, 'observe', () => engine.observe(request))),
    enrol: (request) => counted('enrol', () => engine.enrol(request)),
    knows: (face) => counted('knows', () => engine.knows(face)),
    forgetSession: (session) => engine.forgetSession?.(session),
    forget: (...face) => counted('forget', () => engine.forget(...face)),
    [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose](),
  };
}
