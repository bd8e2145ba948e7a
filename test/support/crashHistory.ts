/** What an exam's history says by itself: which frames were looked at, where each session stands, and what can't be true. */

export interface HistoryEvent {
  readonly __typename: string;
  /** Also the cursor. */
  readonly id: string;
  /** Null where it concerns everybody. */
  readonly candidateId: string | null;
  readonly sessionId?: string;
  readonly frameId?: string;
  readonly checks?: readonly ToldCheck[];
  readonly incident?: ToldIncident;
}

export interface ToldCheck {
  readonly name: string;
  readonly status: string;
  readonly details: string;
}

export interface ToldIncident extends OpenIncident {
  readonly end: { readonly reason: string } | null;
}

export interface OpenIncident {
  readonly id: string;
  readonly kind: string;
  readonly severity: string;
  readonly since: string;
  readonly returns: number;
}

/** A session as the API describes it. */
export interface SessionState {
  readonly id: string;
  readonly candidateId: string | null;
  readonly status: string;
  readonly framesProcessed: number;
  /** By id. */
  readonly openIncidents: readonly OpenIncident[];
}

/** A frame and its first answer. */
export interface AnsweredFrame {
  readonly sessionId: string;
  readonly frameId: string;
  readonly eventId: string;
  readonly checks: readonly ToldCheck[];
}

/** The frames in the history, as their answers must have been. */
export function framesIn(history: readonly HistoryEvent[]): readonly AnsweredFrame[] {
  return history.flatMap(({ id, sessionId, frameId, checks }) =>
    sessionId !== undefined && frameId !== undefined && checks
      ? [{ sessionId, frameId, eventId: id, checks: checks.map(asTold) }]
      : [],
  );
}

/** A proctor is told who was recognised in a candidate's place, the candidate is not. */
function asTold(check: ToldCheck): ToldCheck {
  const isAnother = check.name === 'PERSON_RECOGNITION' && check.status === 'FAIL' && check.details !== '0';
  return isAnother ? { ...check, details: 'Somebody else' } : check;
}

/** The sessions as the history leaves them, by id. */
export function sessionsAfter(history: readonly HistoryEvent[]): readonly SessionState[] {
  return [...groups(history, ({ sessionId }) => sessionId).values()].map(sessionAfter).sort(byId);
}

function sessionAfter(events: readonly [HistoryEvent, ...HistoryEvent[]]): SessionState {
  const [{ sessionId = '', candidateId }] = events;
  const framesProcessed = framesIn(events).length;
  const decided = events.findLast(({ __typename }) => /^Session/.test(__typename))?.__typename ?? '';
  const openIncidents = incidentsAfter(events).flatMap(({ end, ...open }) => (end === null ? [open] : []));
  const isLost = openIncidents.some(({ kind }) => kind === 'FEED_LOST');
  const running = isLost ? 'FEED_LOST' : framesProcessed > 0 ? 'ACTIVE' : 'WAITING';
  const status = { SessionPaused: 'PAUSED', SessionEnded: 'ENDED' }[decided] ?? running;
  return { id: sessionId, candidateId, status, framesProcessed, openIncidents };
}

/** The incidents as the history leaves them, by id. */
export function incidentsAfter(history: readonly HistoryEvent[]): readonly ToldIncident[] {
  return [...incidentsIn(history).values()].flatMap((told) => told.at(-1)?.incident ?? []).sort(byId);
}

export function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id < other.id ? -1 : 1;
}

/** What can't have happened, in words; nothing, for a history that is in order. */
export function mistakesIn(history: readonly HistoryEvent[]): readonly string[] {
  const frames = groups(history, ({ sessionId, frameId }) => frameId && `${sessionId}/${frameId}`);
  const sessions = groups(history, ({ __typename, sessionId }) =>
    /^Session/.test(__typename) ? sessionId : undefined,
  );
  return [
    ...history.flatMap(({ id }, index) => (index > 0 && id <= (history[index - 1]?.id ?? '') ? [`${id} is late`] : [])),
    ...[...frames].flatMap(([frame, events]) => (events.length > 1 ? [`frame ${frame} is there twice`] : [])),
    ...[...sessions].flatMap(([session, events]) =>
      sessionMistakes(events).map((what) => `session ${session} ${what}`),
    ),
    ...[...incidentsIn(history)].flatMap(([incident, events]) =>
      incidentMistakes(events).map((what) => `incident ${incident} ${what}`),
    ),
  ];
}

/** A session starts once and before all else; then it is paused and resumed in turn, and may end. */
function sessionMistakes([first, ...others]: readonly [HistoryEvent, ...HistoryEvent[]]): readonly string[] {
  const turns = others.map(({ __typename }, index) => {
    if (index === others.length - 1 && __typename === 'SessionEnded') return __typename;
    return index % 2 === 0 ? 'SessionPaused' : 'SessionResumed';
  });
  return [
    ...(first.__typename === 'SessionStarted' ? [] : [`begins with ${first.__typename} ${first.id}`]),
    ...others.flatMap(({ __typename, id }, index) =>
      __typename === turns[index] ? [] : [`can't have ${__typename} ${id}`],
    ),
  ];
}

/** An incident opens once and before all else, and closes while it is open; closed, it may only come back. */
function incidentMistakes(events: readonly HistoryEvent[]): readonly string[] {
  let before: ToldIncident | undefined;
  return events.flatMap(({ __typename, id, incident }) => {
    if (!incident) return [];
    const expected = nextOf(before, incident);
    before = incident;
    return __typename === expected ? [] : [`has ${__typename} ${id}, where ${expected} would fit`];
  });
}

/** The event that makes of an incident what it is now. */
function nextOf(before: ToldIncident | undefined, now: ToldIncident): string {
  const isOpen = now.end === null;
  if (!before) return isOpen && now.returns === 0 ? 'IncidentOpened' : 'nothing';
  const wasOpen = before.end === null;
  const returned = now.returns - before.returns;
  if (isOpen) return returned === (wasOpen ? 0 : 1) ? 'IncidentUpdated' : 'nothing';
  return wasOpen && returned === 0 ? 'IncidentClosed' : 'nothing';
}

function incidentsIn(history: readonly HistoryEvent[]) {
  return groups(history, ({ incident }) => incident?.id);
}

function groups<T>(
  items: readonly T[],
  keyOf: (item: T) => string | undefined,
): ReadonlyMap<string, readonly [T, ...T[]]> {
  const found = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = found.get(key);
    if (group) group.push(item);
    else found.set(key, [item]);
  }
  return found;
}
