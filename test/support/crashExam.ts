/** The exam that the crash test sits: who is there, what their cameras show, and what the proctor asks and does. */
import fc from 'fast-check';
import sharp from 'sharp';
import { send } from './client.js';
import { byId, type SessionState, type ToldIncident } from './crashHistory.js';
import type { Errand, Sitter } from './crashLoad.js';
import { enrol } from './operations.js';
import { emptyRoom, otherPicture, type Person, portrait, together, withPhone } from './pictures.js';
import type { Product } from './product.js';

const PEOPLE: readonly Person[] = ['curls', 'ponytail', 'laughing', 'green', 'brunette'];

/** Somebody whose session begins, and whose frames never come: pausing it is over in a few milliseconds. */
const STANDBY = 'standby';

/** Of these the proctor knows before the first frame; the sessions of the others begin with it. */
const PAUSED_NOW_AND_THEN = ['curls', 'ponytail', STANDBY];

/** What the proctor does, drawn at random. */
export const errands: fc.Arbitrary<Errand> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ type: 'START' } as const) },
  { weight: 8, arbitrary: fc.constant({ type: 'PAUSE', candidateId: STANDBY } as const) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('PAUSE' as const), candidateId: fc.constantFrom(...PAUSED_NOW_AND_THEN) }),
  },
);

/** Incidents close with the first frame without them; some come back as the same, some as others, some become worse. */
const POLICY = /* GraphQL */ `
  mutation {
    updatePolicy(examId: "demo", change: { checks: [
      { name: UNSAFE_CONTENT, everyNthFrame: 20 }
      { name: PERSON_RECOGNITION, everyNthFrame: 4 }
      { name: FACE_DETECTION, everyNthFrame: 4 }
    ], incidents: [
      { kind: NOBODY_THERE, opens: { after: 2, outOf: 2 }, closesAfter: 1, rises: [{ afterMs: 1000, to: HIGH }] }
      { kind: SEVERAL_PEOPLE, opens: { after: 2, outOf: 3 }, closesAfter: 1, cooldownMs: 1000 }
      { kind: SOMEBODY_ELSE, opens: { after: 2, outOf: 3 }, closesAfter: 1, cooldownMs: 0 }
      { kind: FORBIDDEN_OBJECT, opens: { after: 2, outOf: 3 }, closesAfter: 1 }
    ] }) { __typename }
  }
`;

const START = /* GraphQL */ `
  mutation ($candidateId: ID!) { startSession(input: { examId: "demo", candidateId: $candidateId }) { status } }
`;

const EXAM = /* GraphQL */ `
  {
    exam(id: "demo") {
      cursor
      sessions {
        id candidateId status framesProcessed
        openIncidents { id kind severity since returns }
      }
    }
  }
`;

const INCIDENTS = /* GraphQL */ `
  query ($after: String) {
    exam(id: "demo") {
      incidents(after: $after) {
        edges { node { incident { id kind severity since returns end { reason } } } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`;

/**
 * Sets the policy, enrols everybody and starts the sessions that are started by hand.
 * @param draw so many of what there may be, the same for the same purpose
 * @returns the cameras: one for each candidate, but for the first, who has three that compete
 */
export async function prepareExam(
  product: Product,
  proctor: string,
  draw: <T>(what: fc.Arbitrary<T>, count: number, purpose: number) => readonly T[],
): Promise<readonly Sitter[]> {
  const { data } = await send(product.url, proctor, POLICY);
  if (data.updatePolicy.__typename !== 'PolicyUpdated') throw new Error('This is no policy.');
  for (const candidateId of PAUSED_NOW_AND_THEN) await send(product.url, proctor, START, { candidateId });
  const sitters = await Promise.all(
    PEOPLE.map(async (candidateId, desk) => {
      await enrol(product, proctor, { image: await portrait(candidateId), candidateId, fullName: candidateId });
      const small = await picturesAt(desk);
      const scenes = fc.record({ picture: fc.constantFrom(...small), frames: fc.integer({ min: 1, max: 5 }) });
      return {
        token: await product.token({ role: 'candidate', sub: candidateId }),
        pictures: draw(scenes, 50, desk).flatMap(({ picture, frames }) => Array<Buffer>(frames).fill(picture)),
      };
    }),
  );
  return [...sitters.slice(0, 1), ...sitters.slice(0, 1), ...sitters];
}

/** What there is to be seen at a desk; a small picture is looked at sooner. */
async function picturesAt(desk: number): Promise<readonly Buffer[]> {
  const [person, neighbour] = [PEOPLE[desk], PEOPLE[(desk + 1) % PEOPLE.length]];
  if (!person || !neighbour) throw new Error('Nobody sits there.');
  const pictures = await Promise.all([
    otherPicture(person),
    emptyRoom(),
    together(person, neighbour),
    withPhone(person),
    portrait(neighbour),
  ]);
  return await Promise.all(pictures.map((picture) => sharp(picture).resize({ height: 256 }).jpeg().toBuffer()));
}

export interface ExamState {
  readonly cursor: string;
  /** By id, with their open incidents by id. */
  readonly sessions: readonly SessionState[];
}

/** Where the exam stands, as it says. */
export async function lookAtExam(product: Product, proctor: string): Promise<ExamState> {
  const { data } = await send(product.url, proctor, EXAM);
  const { cursor, sessions }: ExamState = data.exam;
  const sorted = sessions.map((session) => ({ ...session, openIncidents: session.openIncidents.toSorted(byId) }));
  return { cursor, sessions: sorted.sort(byId) };
}

/** All incidents as they are looked up, by id. */
export async function lookUpIncidents(product: Product, proctor: string): Promise<readonly ToldIncident[]> {
  const found: ToldIncident[] = [];
  for (let after: string | null = null; ; ) {
    const { data } = await send(product.url, proctor, INCIDENTS, { after });
    const { edges, pageInfo } = data.exam.incidents;
    for (const { node } of edges) found.push(node.incident);
    if (!pageInfo.hasNextPage) return found.sort(byId);
    after = pageInfo.endCursor;
  }
}
