/**
 * Notices feeds that are lost, which no frame can tell. A client counts as heard with every frame that could be looked at,
 * be it refused or replaced, and until it was told to send the next one: that we are busy is not the candidate's fault. What
 * is no picture, or was sent before, is as good as silence: nobody sees the candidate.
 *
 * Where several processes serve an exam, each knows what it heard itself, and by the session when a frame was recorded
 * anywhere. Whoever notices a loss first writes it, and the others find it written. While the store or the log can't be
 * used, no process knows what the others hear: that time is nobody's silence.
 */
import { policyFor } from '../domain/examPolicy/examPolicy.js';
import { toIncidentEvents } from '../domain/incidents/events.js';
import { toMoment } from '../domain/incidents/incident.js';
import { feedLostAt, watchFeed } from '../domain/incidents/watchFeed.js';
import type { Session } from '../domain/session.js';
import { isOver } from '../domain/sessionLife.js';
import { StoreUnavailable } from '../store/store.js';
import { changeSession, type World } from './changeSession.js';
import type { SessionKey } from './sessionKey.js';

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
  /** When it was last noticed that the others could not be heard of. */
  let deafAt = 0;
  let checking: Promise<void> | undefined;

  function heard({ examId, candidateId }: SessionKey, until: number): void {
    const key = JSON.stringify([examId, candidateId]);
    heardUntil.set(key, Math.max(until, heardUntil.get(key) ?? 0));
  }

  async function checkAll(): Promise<void> {
    for (const [key, until] of heardUntil) {
      if (until > world.now()) continue;
      if (world.now() - until > FORGOTTEN_AFTER_MS || (await isDone(key, until))) heardUntil.delete(key);
    }
  }

  /** A session that can't be looked at keeps nobody from looking at the others. */
  async function isDone(key: string, until: number): Promise<boolean> {
    const [examId = '', candidateId = ''] = JSON.parse(key) as string[]; // as `heard` wrote it
    try {
      return await checkOne({ examId, candidateId }, until);
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      onProblem(error);
      return false;
    }
  }

  /** Whether there is nothing more to be expected of the session. */
  async function checkOne(key: SessionKey, ownUntil: number): Promise<boolean> {
    const exam = await world.store.exams.get(key.examId);
    if (!exam) return true;
    const policy = policyFor(exam.policy, key.candidateId);
    const isSilentSince = (until: number) => Date.parse(feedLostAt(toMoment(until), policy)) <= world.now();
    if (!isSilentSince(ownUntil)) return false;
    const stored = await world.store.sessions.get(key.examId, key.candidateId);
    if (!stored || isOver(stored)) return true;
    heard(key, heardElsewhere(stored));
    const until = Math.max(ownUntil, heardElsewhere(stored), deafAt);
    if (!isSilentSince(until) || stored.state.status !== 'ACTIVE') return false;
    await world.log.check?.();
    await changeSession(world, key, (session, at) => silent(session ?? stored, at));
    return false;

    /** A frame may have come meanwhile. */
    function silent(session: Session, at: string): Session {
      if (session.state.status !== 'ACTIVE' || !session.watch) return session;
      const heardAt = toMoment(Math.max(until, heardElsewhere(session)));
      const { watch, changes } = watchFeed(session.watch, { at, heardAt }, policy);
      if (changes.length === 0) return session;
      const place = { ...key, sessionId: session.id, occurredAt: at };
      return { ...session, watch, outbox: [...session.outbox, ...toIncidentEvents(changes, place)] };
    }
  }

  async function check(): Promise<void> {
    checking ??= checkAll()
      .catch((error: unknown) => {
        if (error instanceof StoreUnavailable) deafAt = world.now();
        throw error;
      })
      .finally(() => {
        checking = undefined;
      });
    await checking;
  }

  const timer = setInterval(() => check().catch(onProblem), CHECK_EVERY_MS);
  timer.unref();

  return {
    heard,
    check,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await checking?.catch(() => undefined);
    },
  };
}

/** When the client was last told, by whichever process, to send its next frame: milliseconds since 1970. */
function heardElsewhere({ heardUntil, startedAt }: Session): number {
  return Date.parse(heardUntil ?? startedAt);
}
