/**
 * Notices feeds that are lost, which no frame can tell. A client counts as heard with every frame that reaches us, be it
 * refused or replaced, and until it was told to send the next one: that we are busy is not the candidate's fault.
 */
import { policyFor } from '../domain/examPolicy/examPolicy.js';
import { toIncidentEvents } from '../domain/incidents/events.js';
import { feedLostAt, watchFeed } from '../domain/incidents/watchFeed.js';
import type { Session } from '../domain/session.js';
import { isOver } from '../domain/sessionLife.js';
import { changeSession, type SessionKey, type World } from './changeSession.js';

export interface FeedWatch extends AsyncDisposable {
  /** @param until milliseconds since 1970: now, or when the client was told to come again */
  heard(session: SessionKey, until: number): void;
  /** Looks once at every session that has been silent for too long. */
  check(): Promise<void>;
}

/** How often silence is looked for. */
const CHECK_EVERY_MS = 2_000;
/** Nobody waits any more for a client that never said good-bye. */
const FORGOTTEN_AFTER_MS = 60 * 60_000;

/** @param onProblem told when a look failed; the next one comes soon */
export function createFeedWatch(world: World, onProblem: (error: unknown) => void): FeedWatch {
  const heardUntil = new Map<string, number>();
  let checking: Promise<void> | undefined;

  async function checkAll(): Promise<void> {
    for (const [key, until] of heardUntil) {
      if (until > world.now()) continue;
      const [examId = '', candidateId = ''] = JSON.parse(key) as string[]; // as `heard` wrote it
      const isDone = world.now() - until > FORGOTTEN_AFTER_MS || (await checkOne({ examId, candidateId }, until));
      if (isDone) heardUntil.delete(key);
    }
  }

  /** Whether there is nothing more to be expected of the session. */
  async function checkOne(key: SessionKey, until: number): Promise<boolean> {
    const exam = await world.store.exams.get(key.examId);
    if (!exam) return true;
    const policy = policyFor(exam.policy, key.candidateId);
    const heardAt = new Date(until).toISOString();
    if (Date.parse(feedLostAt(heardAt, policy)) > world.now()) return false;
    const stored = await world.store.sessions.get(key.examId, key.candidateId);
    if (!stored || isOver(stored)) return true;
    await changeSession(world, key, (session, at) => silent(session ?? stored, { at, heardAt }));
    return false;

    function silent(session: Session, silence: { at: string; heardAt: string }): Session {
      if (session.state.status !== 'ACTIVE' || !session.watch) return session;
      const { watch, changes } = watchFeed(session.watch, silence, policy);
      if (changes.length === 0) return session;
      const place = { ...key, sessionId: session.id, occurredAt: silence.at };
      return { ...session, watch, outbox: [...session.outbox, ...toIncidentEvents(changes, place)] };
    }
  }

  async function check(): Promise<void> {
    checking ??= checkAll().finally(() => {
      checking = undefined;
    });
    await checking;
  }

  const timer = setInterval(() => check().catch(onProblem), CHECK_EVERY_MS);
  timer.unref();

  return {
    heard({ examId, candidateId }, until) {
      const key = JSON.stringify([examId, candidateId]);
      heardUntil.set(key, Math.max(until, heardUntil.get(key) ?? 0));
    },
    check,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await checking?.catch(() => undefined);
    },
  };
}
