import { type EventStore, StoreUnavailable } from '../../src/store/store.js';

/** What a `put` does wrong; except for the first, some or all of its events are written all the same. */
export const PUT_FAULTS = [
  'refuses',
  'writes a part',
  'loses the answer',
  'takes long',
  'takes long and fails',
] as const;
export type PutFault = (typeof PUT_FAULTS)[number];

export interface FaultyEventStore {
  readonly events: EventStore;
  /** The next `put` without a fault of its own yet gets this one. */
  failPut(fault: PutFault): void;
  /** Resolves as soon as a write is taking long. */
  held(): Promise<void>;
  /** The next read of any kind is refused. */
  failRead(): void;
  /** Lets the writes that take long come to their end, those that are still to come included. */
  release(): void;
  /**
   * The process dies: nothing more is written and nobody gets an answer. Resolves when what was under way has got as far
   * as it gets.
   */
  die(): Promise<void>;
}

export function createFaultyEventStore(store: EventStore): FaultyEventStore {
  const putFaults: PutFault[] = [];
  const underWay = new Set<Promise<void>>();
  const releases: (() => void)[] = [];
  let onHeld = (): void => {};
  let readFaults = 0;
  let isDead = false;
  const never = new Promise<never>(() => {});

  async function put(...[examId, events, options]: PutParameters): Promise<void> {
    if (isDead) return await never;
    const fault = putFaults.shift();
    await untilDeath(write(fault, examId, events, options));
    if (fault !== undefined && fault !== 'takes long') throw new StoreUnavailable(`The store ${fault}.`);
  }

  async function untilDeath(writing: Promise<void>): Promise<void> {
    underWay.add(writing);
    await writing.finally(() => underWay.delete(writing));
    if (isDead) return await never;
  }

  /** What is no put is written, or not because the process is dead. */
  async function change(make: () => Promise<void>): Promise<void> {
    return isDead ? await never : await untilDeath(make());
  }

  async function write(fault: PutFault | undefined, ...[examId, events, options]: PutParameters): Promise<void> {
    if (fault?.startsWith('takes long')) {
      onHeld();
      await new Promise<void>((resolve) => releases.push(resolve));
    }
    if (isDead || fault === 'writes a part') await store.put(examId, partOf(events), options);
    else if (fault !== 'refuses') await store.put(examId, events, options);
  }

  async function read<T>(ask: () => Promise<T>): Promise<T> {
    if (isDead) return await never;
    if (readFaults > 0) {
      readFaults -= 1;
      throw new StoreUnavailable('The store refuses.');
    }
    const answer = await ask();
    return isDead ? await never : answer;
  }

  return {
    events: {
      put,
      findSeq: (examId, key) => read(() => store.findSeq(examId, key)),
      get: (examId, seq) => read(() => store.get(examId, seq)),
      read: (examId, range) => read(() => store.read(examId, range)),
      readLast: (examId, limit, upTo) => read(() => store.readLast(examId, limit, upTo)),
      readAbout: (examId, concerned, range) => read(() => store.readAbout(examId, concerned, range)),
      mark: (examId) => read(() => store.mark(examId)),
      lastTaken: (examId) => read(() => store.lastTaken(examId)),
      seal: (examId, from, to) => change(() => store.seal(examId, from, to)),
      setAfter: (examId, seq, after) => change(() => store.setAfter(examId, seq, after)),
      replace: (examId, seq, event, instead) => change(() => store.replace(examId, seq, event, instead)),
      setMark: (examId, mark) => change(() => store.setMark(examId, mark)),
    },
    failPut: (fault) => void putFaults.push(fault),
    async held() {
      if (releases.length > 0) return;
      await new Promise<void>((resolve) => {
        onHeld = resolve;
      });
    },
    failRead: () => {
      readFaults += 1;
    },
    release() {
      for (const resolve of releases.splice(0)) resolve();
      putFaults.splice(0, Infinity, ...putFaults.filter((fault) => !fault.startsWith('takes long')));
    },
    async die() {
      isDead = true;
      for (const resolve of releases.splice(0)) resolve();
      await Promise.allSettled(underWay);
    },
  };
}

type PutParameters = Parameters<EventStore['put']>;

/** The worst that the store promises not to go beyond: a candidate's later events are never there without the earlier. */
function partOf(events: PutParameters[1]): PutParameters[1] {
  const unlucky = events[0]?.event.candidateId;
  const [, ...others] = events.filter(({ event }) => event.candidateId === unlucky);
  return events.filter((placed) => placed.event.candidateId !== unlucky && !others.includes(placed));
}
