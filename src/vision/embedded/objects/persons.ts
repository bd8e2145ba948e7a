import type { Rectangle } from '../picture/raster.js';
import { shareInside, similarityOf } from '../picture/rectangles.js';

/** A person, with the confidence of the port. */
export interface SeenPerson {
  readonly box: Rectangle;
  /** 0 to 100 */
  readonly confidence: number;
}

/** A face belongs to a body when this much of it lies within. */
const faceInside = 0.6;

/** Bodies that overlap this much are one, unless each has a face of its own. */
const sameBody = { similarity: 0.35, inside: 0.8 };

/** A head with its shoulders is about this much larger than the face. */
const bodyPerFace = { width: 2.4, above: 0.5, below: 1.5 };

/**
 * Counts people by their bodies and their faces together: a face without a body is a person whose body the detector
 * overlooked, a face makes its body certain, and two bodies in one place with a single face are one person seen twice.
 */
export function countPersons(bodies: readonly SeenPerson[], faces: readonly SeenPerson[]): readonly SeenPerson[] {
  const faceless: SeenPerson[] = [];
  const owners = new Map<SeenPerson, SeenPerson>();
  for (const face of faces) {
    const body = bodyOf(face, bodies, owners);
    if (body) owners.set(body, face);
    else faceless.push({ box: bodyAround(face.box), confidence: face.confidence });
  }
  const certain = bodies
    .filter((body) => owners.has(body))
    .map((body) => ({ box: body.box, confidence: Math.max(body.confidence, owners.get(body)?.confidence ?? 0) }));
  const persons = [...certain, ...faceless];
  for (const body of bodies.toSorted((one, other) => other.confidence - one.confidence)) {
    if (!owners.has(body) && !persons.some((person) => isSameBody(person.box, body.box))) persons.push(body);
  }
  return persons.toSorted((one, other) => other.confidence - one.confidence);
}

/** The smallest free body around the face: a person in front of another has the smaller box. */
function bodyOf(
  face: SeenPerson,
  bodies: readonly SeenPerson[],
  owners: ReadonlyMap<SeenPerson, SeenPerson>,
): SeenPerson | undefined {
  return bodies
    .filter((body) => !owners.has(body) && shareInside(face.box, body.box) >= faceInside)
    .toSorted((one, other) => one.box.width * one.box.height - other.box.width * other.box.height)[0];
}

function isSameBody(one: Rectangle, other: Rectangle): boolean {
  return (
    similarityOf(one, other) >= sameBody.similarity ||
    Math.max(shareInside(one, other), shareInside(other, one)) >= sameBody.inside
  );
}

function bodyAround(face: Rectangle): Rectangle {
  const width = face.width * bodyPerFace.width;
  return {
    left: face.left - (width - face.width) / 2,
    top: face.top - face.height * bodyPerFace.above,
    width,
    height: face.height * (1 + bodyPerFace.above + bodyPerFace.below),
  };
}
