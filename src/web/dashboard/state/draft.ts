import type { Candidate, ExamState, FeedEvent, IncidentRecord } from './examState.js';

/** The next state while it is being made. Maps are copied with the first write, so that what did not change stays the same. */
export interface Draft {
  candidate(candidateId: string): Candidate | undefined;
  changeCandidate(candidateId: string, change: Partial<Candidate>): void;
  addCandidate(candidate: Candidate): void;
  incident(id: string): IncidentRecord | undefined;
  setIncident(record: IncidentRecord): void;
  dropIncident(id: string): void;
  hasFrame(candidateId: string): boolean;
  setNewestFrame(candidateId: string, at: number): void;
  watch(event: FeedEvent): void;
  touchGrounds(): void;
  outdate(): void;
  finish(): ExamState;
}

/** Of somebody who is watched: hours of frames. */
const EVENTS_WATCHED = 10_000;

export function createDraft(state: ExamState): Draft {
  const candidates = copyOnWrite(state.candidates);
  const incidents = copyOnWrite(state.incidents);
  const newestFrames = copyOnWrite(state.newestFrames);
  const watched: FeedEvent[] = [];
  let { grounds, isOutdated } = state;

  return {
    candidate: (candidateId) => candidates.read().get(candidateId),
    changeCandidate(candidateId, change) {
      const before = candidates.read().get(candidateId);
      const keys = Object.keys(change) as (keyof Candidate)[]; // of a Partial<Candidate> there are no others
      if (!before || keys.every((key) => before[key] === change[key])) return;
      candidates.write().set(candidateId, { ...before, ...change });
    },
    addCandidate: (candidate) => void candidates.write().set(candidate.candidateId, candidate),
    incident: (id) => incidents.read().get(id),
    setIncident: (record) => void incidents.write().set(record.incident.id, record),
    dropIncident: (id) => incidents.read().has(id) && incidents.write().delete(id),
    hasFrame: (candidateId) => newestFrames.read().has(candidateId),
    setNewestFrame: (candidateId, at) => void newestFrames.write().set(candidateId, at),
    watch(event) {
      const candidateId = state.watched?.candidateId;
      if (candidateId !== undefined && (event.candidateId ?? candidateId) === candidateId) watched.push(event);
    },
    touchGrounds: () => {
      grounds = state.grounds + 1;
    },
    outdate: () => {
      isOutdated = true;
    },
    finish: () => ({
      ...state,
      candidates: candidates.read(),
      incidents: incidents.read(),
      newestFrames: newestFrames.read(),
      watched:
        state.watched && watched.length > 0
          ? { ...state.watched, events: [...state.watched.events, ...watched].slice(-EVENTS_WATCHED) }
          : state.watched,
      grounds,
      isOutdated,
    }),
  };
}

function copyOnWrite<K, V>(original: ReadonlyMap<K, V>) {
  let copy: Map<K, V> | undefined;
  return {
    read: (): ReadonlyMap<K, V> => copy ?? original,
    write: (): Map<K, V> => {
      copy ??= new Map(original);
      return copy;
    },
  };
}
