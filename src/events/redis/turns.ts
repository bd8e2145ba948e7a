/** How the nodes agree on the history of one exam, through Redis. */
import type { NewEvent } from '../../domain/events.js';
import { StoreUnavailable } from '../../store/store.js';
import type { News, Sharing, Turn, TurnBefore, VisibleEvent } from '../history/sharing.js';
import type { Bulletins } from './bulletins.js';
import type { RedisConnection } from './connection.js';
import { keysOf, nameOf } from './keys.js';
import { holdLease, type Lease } from './lease.js';

export interface TurnOptions {
  readonly connection: RedisConnection;
  readonly bulletins: Bulletins;
  readonly keyPrefix: string;
  /** How many of an exam's newest events its stream keeps, about. */
  readonly streamEvents: number;
  /** How many events are asked for at once, at most: as many as are kept in memory. */
  readonly recentEvents: number;
  /** A node that dies in its turn holds the others up for so long; one that lives renews its lease in time. */
  readonly leaseMs: number;
}

/** Who does not take the turn that is offered has lost it. */
const OFFER_MS = 100;
/** A message that the exam is free may be lost; then it is looked at again. */
const LOOK_AGAIN_MS = 100;
const LONGEST_WAIT_MS = 4_500;
const EVENTS_PER_TURN = 64;
/**
 * Redis forgets an exam in which nothing happens. It must be sooner than events expire: where Redis has come back with an
 * old state, events that came since are still in the store, so that their places are known to be taken.
 */
const STATE_MS = 60 * 60_000;
/** A request to the store is not under way for longer. */
const LATE_MS = 2 * 60_000;

interface Answer {
  readonly head: number | undefined;
  readonly epoch: number;
  readonly turn: string | undefined;
  readonly writer: string | undefined;
  readonly sealed: number;
  readonly isHeld: boolean;
  readonly events: readonly VisibleEvent[];
}

export function createTurns(examId: string, options: TurnOptions): Sharing {
  const { connection, bulletins, keyPrefix, streamEvents, recentEvents, leaseMs } = options;
  const name = nameOf(examId);
  const keys = Object.values(keysOf(keyPrefix, examId));
  let lastToken: string | undefined;
  let turns = 0;
  let epoch = 0;

  /** Undefined where Redis has lost what was known here already, or never knew it. */
  function headOf(answer: Answer, known: number): number | undefined {
    const isBehind = answer.head === undefined || answer.head < known || answer.epoch < epoch;
    return isBehind ? undefined : answer.head;
  }

  function newsOf(answer: Answer, known: number): News {
    const head = headOf(answer, known);
    if (head !== undefined) epoch = answer.epoch;
    const isInterrupted = answer.turn !== undefined && !answer.isHeld;
    return { head, events: answer.events, isInterrupted, epoch };
  }

  async function begin(lease: Lease, known: number): Promise<Answer> {
    const giveUpAt = performance.now() + LONGEST_WAIT_MS;
    while (performance.now() < giveUpAt) {
      // Before it is known whether it is free: the message may come before that answer.
      const mayBeFree = bulletins.untilFree(name, LOOK_AGAIN_MS);
      const args = [known, recentEvents, bulletins.node, lease.token, leaseMs, STATE_MS];
      const asked = performance.now();
      const answer = await connection.run('begin', keys, args);
      if (answer === null) await mayBeFree;
      else if (await lease.begin(asked)) return answerFrom(answer);
    }
    throw new StoreUnavailable('Other nodes have been writing to the history of this exam for too long.');
  }

  async function turnAfter(answer: Answer, known: number, lease: Lease): Promise<Turn> {
    if (headOf(answer, known) === undefined) epoch = Math.max(Date.now(), epoch + 1);
    const news = newsOf(answer, known);
    const before = beforeOf(answer, news);
    let isAnew = news.head === undefined;
    const isForgotten = answer.head === undefined && (await connection.age(`${keyPrefix}since`)) > LATE_MS;
    return {
      news,
      before,
      sealed: answer.sealed,
      lateEvents: isForgotten ? 0 : EVENTS_PER_TURN,
      eventsPerWrite: EVENTS_PER_TURN,
      confirm: lease.confirm,
      async show(events, { head, sealed = answer.sealed, isLast = false }) {
        const shown = await connection.run('show', keys, [
          ...[lease.token, head, Math.max(head, sealed), epoch, Number(isAnew), Number(isLast)],
          ...[STATE_MS, streamEvents, OFFER_MS, bulletins.channel, name],
          ...events.flatMap(({ seq, after, expiresAt = '', event }) => [seq, after, expiresAt, JSON.stringify(event)]),
        ]);
        if (shown !== 1) throw lease.lost();
        isAnew = false;
        if (isLast) lease.end();
      },
    };
  }

  function beforeOf({ turn, writer }: Answer, { head }: News): TurnBefore {
    if (head === undefined || (turn !== undefined && turn !== lastToken)) return 'unknown';
    if (turn !== undefined) return 'ours, unfinished';
    return writer === bulletins.node ? 'ours' : "another's";
  }

  /** Lets the next one write, also when what was written is not known to be visible. */
  async function end(token: string, isFinished: boolean): Promise<void> {
    await connection.run('end', keys, [token, Number(isFinished), OFFER_MS, bulletins.channel, name]);
  }

  return {
    isAlone: false,

    async news(head) {
      const known = head ?? -1;
      return newsOf(answerFrom(await connection.run('news', keys, [known, recentEvents])), known);
    },

    async inTurn(head, write) {
      const known = head ?? -1;
      turns += 1;
      const token = `${bulletins.node}/${turns}`;
      let isOver = false;
      const lease = holdLease(token, leaseMs, () => connection.run('renew', keys, [token, leaseMs]));
      try {
        const answer = await begin(lease, known);
        const turn = await turnAfter(answer, known, lease);
        lastToken = token;
        const result = await write(turn);
        isOver = !lease.isHeld();
        if (!isOver) await end(token, true);
        return result;
      } catch (error) {
        // Also where the turn was given and the answer was lost. Where Redis is gone, the lease ends by itself.
        if (!isOver) end(token, false).catch(() => {});
        throw error;
      } finally {
        lease.end();
      }
    },

    async announceRewrite() {
      const leastEpoch = Math.max(Date.now(), epoch + 1);
      await bulletins.ask(async (id) =>
        Number(await connection.run('rewritten', keys, [leastEpoch, STATE_MS, bulletins.channel, name, id])),
      );
    },
  };
}

/** What the scripts `news` and `begin` return. */
function answerFrom(answer: unknown): Answer {
  const [state, held, entries] = answer as [(string | null)[], number, [string, string[]][]];
  const [head, epoch, turn, writer, sealed] = state;
  return {
    head: head == null ? undefined : Number(head),
    epoch: Number(epoch ?? 0),
    turn: turn ?? undefined,
    writer: writer ?? undefined,
    sealed: Number(sealed ?? 0),
    isHeld: held === 1,
    events: entries.map(([id, fields]) => visibleEventFrom(id, fields)),
  };
}

/** As the script `show` wrote it. */
function visibleEventFrom(id: string, [, after, , expiresAt, , event]: readonly string[]): VisibleEvent {
  return {
    seq: Number.parseInt(id, 10),
    after: Number(after),
    event: JSON.parse(String(event)) as NewEvent, // written by a node like this one
    ...(expiresAt && { expiresAt }),
  };
}
