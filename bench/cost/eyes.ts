/**
 * One look at each picture for everybody who asks: the embedded engine, and the networks behind the server that stands in
 * for Rekognition, are the same, and what they see does not depend on who asks.
 */
import { createHash } from 'node:crypto';
import type { CheckName } from '../../src/domain/checks.js';
import type { FaceMatch, Observation } from '../../src/domain/observation.js';
import { askedParts, NOT_ASKED } from '../../src/vision/askedParts.js';
import type { EnrolledFace, FaceTemplate, ObserveRequest, VisionEngine } from '../../src/vision/engine.js';

/** No similarity reaches it. */
const BEYOND = 101;

export interface SharedEyes {
  readonly engine: VisionEngine;
  /** Looks ahead at a picture. */
  look(picture: ObserveRequest['picture']): Promise<unknown>;
}

export function createSharedEyes(engine: VisionEngine): SharedEyes {
  const looks = new Map<string, Promise<Observation>>();
  /** Every face that was ever described, by its vector. */
  const templates = new Map<string, FaceTemplate>();
  /** Those who are enrolled, by their ids. */
  const gallery = new Map<string, FaceTemplate>();

  function look(picture: ObserveRequest['picture']): Promise<Observation> {
    const key = createHash('sha1').update(picture.bytes).digest('base64');
    const expected = [...templates].map(([externalImageId, template]) => ({ externalImageId, template }));
    const seen =
      looks.get(key) ?? engine.observe({ picture, expected, similarityThreshold: BEYOND, namingThreshold: BEYOND });
    looks.set(key, seen);
    return seen;
  }

  return {
    look,
    engine: {
      ...engine,
      async observe(request) {
        return asAsked(await look(request.picture), request, gallery);
      },
      async enrol(request) {
        const answer = await engine.enrol(request);
        if (answer.status === 'accepted' && answer.template) {
          templates.set(keyOf(answer.template), answer.template);
          gallery.set(request.externalImageId, answer.template);
        }
        return answer;
      },
      async forget(externalImageId) {
        gallery.delete(externalImageId);
        await engine.forget(externalImageId);
      },
    },
  };
}

/** What the engine would have answered, had it been asked for this alone. */
function asAsked(
  seen: Observation,
  { asked, expected, similarityThreshold, namingThreshold }: ObserveRequest,
  gallery: ReadonlyMap<string, FaceTemplate>,
): Observation {
  const parts = askedParts(asked as ReadonlySet<CheckName> | undefined);
  const similarities = new Map(
    seen.matches.ok ? seen.matches.value.map((match) => [match.externalImageId, match.similarity]) : [],
  );
  const own = matchesOf(expected, similarities);
  const others = matchesOf(everybodyBut(expected, gallery), similarities).filter(
    ({ similarity }) => similarity >= namingThreshold,
  );
  const isThere = own.some(({ similarity }) => similarity >= similarityThreshold);
  const matches = (isThere ? own : [...own, ...others]).toSorted((one, other) => other.similarity - one.similarity);
  return {
    faces: parts.faces ? seen.faces : NOT_ASKED,
    labels: parts.labels ? seen.labels : NOT_ASKED,
    moderation: parts.moderation ? seen.moderation : NOT_ASKED,
    matches: parts.matches ? (seen.matches.ok ? { ok: true, value: matches } : seen.matches) : NOT_ASKED,
    ...(seen.scene && { scene: seen.scene }),
  };
}

function matchesOf(faces: readonly EnrolledFace[], similarities: ReadonlyMap<string, number>): readonly FaceMatch[] {
  return faces.flatMap(({ externalImageId, template }) => {
    const similarity = template && similarities.get(keyOf(template));
    return similarity === undefined ? [] : [{ externalImageId, similarity }];
  });
}

function everybodyBut(
  expected: readonly EnrolledFace[],
  gallery: ReadonlyMap<string, FaceTemplate>,
): readonly EnrolledFace[] {
  const known = new Set(expected.map(({ externalImageId }) => externalImageId));
  return [...gallery]
    .filter(([externalImageId]) => !known.has(externalImageId))
    .map(([externalImageId, template]) => ({ externalImageId, template }));
}

function keyOf({ vector }: FaceTemplate): string {
  return Buffer.from(vector).toString('base64');
}
