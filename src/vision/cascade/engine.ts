import { type CallBudget, spend } from '../../domain/callBudget.js';
import type { Observation, ObservedFace } from '../../domain/observation.js';
import { BadPicture, EngineUnavailable, type ObserveRequest, type VisionEngine } from '../engine.js';
import { allows, leftNow } from './budget.js';
import { type BothEngines, enrolWithBoth, isKnownToBoth, mayBeInCollection } from './enrolment.js';
import { corrected, isAnswered, type Opinion, opinionOf, remembered, stanceOf } from './opinion.js';
import { createSessionMemories, type SessionMemories } from './sessionMemory.js';
import { type JudgedRequest, type Suspicion, suspicionsIn } from './suspicion.js';
import { checksOf, type Topic, topicsIn } from './topics.js';
import { isGood, NO_NOTES, type Notes, noteAnswers, noteFrame, opinionKey, worthAsking } from './worthAsking.js';

export interface CascadeOptions extends BothEngines {
  /** How many calls of Rekognition a session may cost in an hour. */
  readonly callsPerHour: number;
  /** Sessions that are remembered at once, 20,000 unless set; beyond them, those that were longest not seen begin anew. */
  readonly mostSessions?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * Looks at every frame with the embedded engine, and asks Rekognition about what is worth its price; see `worthAsking`.
 *
 * Where Rekognition says otherwise, its word on that part of the picture takes the place of the embedded engine's. Where it
 * can't be asked, because it fails or the session has spent what it may, the embedded engine's word stands, as it does wherever that
 * engine works alone: to leave checks unknown instead would let whoever spends a session's calls on false alarms sit
 * unwatched from then on, and what opens is judged by people. Only where Rekognition has denied the same lately does that go on.
 */
export function createCascadeEngine(options: CascadeOptions): VisionEngine {
  const { embedded, rekognition, callsPerHour, mostSessions = 20_000, now = Date.now } = options;
  const memories = createSessionMemories({ mostSessions, now });
  return {
    name: 'cascade',
    // A frame that waits for Rekognition leaves its thread to another.
    concurrency: embedded.concurrency * 2,
    // Without Rekognition there is less to be had, and enough; its troubles are told by itself.
    ready: () => embedded.ready(),
    async observe(request) {
      const own = await embedded.observe(request);
      const { session, policy } = request;
      if (session === undefined || !policy) return { ...own, engine: embedded.name };
      const frame = { ...request, session, policy };
      return await lookTwice(own, frame, { rekognition, memories, callsPerHour, now });
    },
    enrol: (request) => enrolWithBoth(options, request),
    knows: (face) => isKnownToBoth(options, face),
    async forget(...face) {
      await embedded.forget(...face);
      await rekognition.forget(...face);
    },
    forgetSession: (session) => memories.delete(session),
    async [Symbol.asyncDispose]() {
      await rekognition[Symbol.asyncDispose]();
      await embedded[Symbol.asyncDispose]();
    },
  };
}

type Frame = ObserveRequest & JudgedRequest & { readonly session: string };

interface Surroundings {
  readonly rekognition: VisionEngine;
  readonly memories: SessionMemories;
  readonly callsPerHour: number;
  readonly now: () => number;
}

async function lookTwice(own: Observation, frame: Frame, surroundings: Surroundings): Promise<Observation> {
  const { memories, callsPerHour, now } = surroundings;
  const begun = memories.get(frame.session);
  const { notes: noted = NO_NOTES } = begun ?? {};
  const budget = leftNow([begun?.budget, frame.budget], callsPerHour, now());
  memories.set(frame.session, { notes: noted, budget });
  // Who is taken for company may be a face on a wall: then the candidate is alone, and is to be recognised as ever.
  const first = withOpinions(['people'], own, frame, noted, now());
  const suspicions = suspicionsIn(first, frame);
  const before = { ...suspicions, people: suspicionsIn(own, frame).people };
  const notes = noteFrame(noted, own, suspicions);

  const asked = topicsToAsk(before, notes, frame, { budget, scene: own.scene, now: now(), callsPerHour });
  const { answer, calls } = await ask(asked, first, frame, surroundings.rekognition);
  const opinions = new Map<Topic, Opinion>();
  for (const topic of asked) {
    if (!answer || !isAnswered(topic, answer)) continue;
    const seen = topic === 'people' ? own : first;
    const earlier = notes.opinions[opinionKey(topic, before[topic].subject)];
    opinions.set(topic, opinionOf(topic, seen, answer, frame, { at: now(), before: earlier }));
  }
  const spent = { calls, callsPerHour };
  memories.update(frame.session, {
    notes: noteAnswers(notes, { asked, answers: opinions }, { scene: own.scene, now: now() }),
    budget: spend(budget, spent, now()),
  });

  const unanswered = topicsIn(frame.asked).filter((topic) => !opinions.has(topic));
  const recalled = withOpinions(unanswered, own, frame, notes, now());
  let word = recalled;
  for (const [topic, opinion] of opinions) {
    if (isHeeded(topic, opinion, before[topic])) word = corrected(topic, word, opinion.answer, frame);
  }
  const engine = word === own && opinions.size === 0 ? 'embedded' : 'cascade';
  return { ...word, engine, ...(calls > 0 && { spent }) };
}

/**
 * Where both see the same, things keep the names, places and scores that they have in the frames between; but who sits in a
 * candidate's place may have a name with Rekognition alone.
 */
function isHeeded(topic: Topic, opinion: Opinion, suspicion: Suspicion): boolean {
  return stanceOf(opinion, suspicion) !== 'SAME' || (topic === 'identity' && suspicion.grade === 'ACCUSATION');
}

/** The observation, with what was said of the same before. */
function withOpinions(
  topics: readonly Topic[],
  own: Observation,
  frame: Frame,
  notes: Notes,
  now: number,
): Observation {
  let word = own;
  for (const topic of topics) {
    const suspicion = suspicionsIn(word, frame)[topic];
    const opinion = notes.opinions[opinionKey(topic, suspicion.subject)];
    if (suspicion.grade === 'NOTHING' || !isGood(opinion, suspicion, now)) continue;
    if (stanceOf(opinion, suspicion) !== 'SAME') word = remembered(topic, word, opinion, frame);
  }
  return word;
}

function topicsToAsk(
  suspicions: Readonly<Record<Topic, Suspicion>>,
  notes: Notes,
  { asked, expected }: Frame,
  context: {
    readonly budget: CallBudget;
    readonly scene: Observation['scene'];
    readonly now: number;
    readonly callsPerHour: number;
  },
): readonly Topic[] {
  const { budget, callsPerHour } = context;
  const worth = worthAsking(suspicions, notes, context);
  return topicsIn(asked).filter((topic) => {
    const urgency = worth.get(topic);
    if (!urgency || !allows(budget, urgency, callsPerHour)) return false;
    return topic !== 'identity' || expected.some(mayBeInCollection);
  });
}

/** Rekognition's look at the picture; none where it gives none. */
async function ask(
  topics: readonly Topic[],
  own: Observation,
  frame: Frame,
  rekognition: VisionEngine,
): Promise<{ readonly answer?: Observation; readonly calls: number }> {
  if (topics.length === 0) return { calls: 0 };
  let calls = 0;
  const known = own.faces.ok && !topics.includes('people') ? { knownFaces: largestFirst(own.faces.value) } : {};
  try {
    const answer = await rekognition.observe({
      ...frame,
      ...known,
      asked: checksOf(topics),
      onPaidCall(operation) {
        calls += 1;
        frame.onPaidCall?.(operation);
      },
    });
    return { answer, calls };
  } catch (error) {
    // A picture that the one can't read the other could.
    if (error instanceof EngineUnavailable || error instanceof BadPicture) return { calls };
    throw error;
  }
}

function largestFirst(faces: readonly ObservedFace[]): readonly ObservedFace[] {
  const areaOf = ({ box }: ObservedFace) => box.width * box.height;
  return faces.toSorted((one, other) => areaOf(other) - areaOf(one));
}
