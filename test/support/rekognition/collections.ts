/** The operations on collections, which live in memory. */
import { createHash, randomUUID } from 'node:crypto';
import type { RejectionReason } from '../../../src/domain/observation.js';
import type { Picture } from '../../../src/vision/engine.js';
import { toBoundingBox, toFaceDetail } from './detection.js';
import { answered, BEYOND, facesIn, openPicture, pictureOf, type StoredFace, type World } from './eyes.js';
import { type Input, imageOf, listOf, numberOf, RekognitionError, textOf } from './protocol.js';

const MODEL_VERSION = '7.0';
const NO_FACES = 'There are no faces in the image. Should be at least 1.';

const UNINDEXED: Readonly<Partial<Record<RejectionReason, string>>> = {
  TURNED_AWAY: 'EXTREME_POSE',
  TOO_DARK: 'LOW_BRIGHTNESS',
  BLURRED: 'LOW_SHARPNESS',
  FACE_TOO_SMALL: 'SMALL_BOUNDING_BOX',
};

export const collectionOperations = {
  CreateCollection: createCollection,
  DescribeCollection: describeCollection,
  DeleteCollection: deleteCollection,
  IndexFaces: indexFaces,
  SearchFacesByImage: searchFacesByImage,
  ListFaces: listFaces,
  DeleteFaces: deleteFaces,
} as const;

async function createCollection(world: World, input: Input) {
  const id = textOf(input, 'CollectionId');
  if (world.collections.has(id)) {
    throw new RekognitionError('ResourceAlreadyExistsException', `The collection id: ${id} already exists`);
  }
  world.collections.set(id, new Map());
  return { StatusCode: 200, CollectionArn: arnOf(id), FaceModelVersion: MODEL_VERSION };
}

async function describeCollection(world: World, input: Input) {
  const faces = facesOf(world, input);
  const CreationTimestamp = world.madeAt.get(faces) ?? Date.now() / 1_000;
  world.madeAt.set(faces, CreationTimestamp);
  const CollectionARN = arnOf(textOf(input, 'CollectionId'));
  return { FaceCount: faces.size, FaceModelVersion: MODEL_VERSION, CollectionARN, CreationTimestamp };
}

async function deleteCollection(world: World, input: Input) {
  facesOf(world, input);
  world.collections.delete(textOf(input, 'CollectionId'));
  return { StatusCode: 200 };
}

/** The same picture under the same external id is the same face. */
async function indexFaces(world: World, input: Input) {
  const faces = facesOf(world, input);
  const most = numberOf(input, 'MaxFaces', 100, [1, 4_096]);
  const bytes = imageOf(input);
  const picture = await openPicture(bytes);
  const seen = await facesIn(world.eyes, picture);
  const externalImageId = input['ExternalImageId'] === undefined ? undefined : textOf(input, 'ExternalImageId');
  const imageId = createHash('sha256').update(`${externalImageId}`).update(bytes).digest('hex').slice(0, 32);
  const [records, unindexed]: [object[], object[]] = [[], []];
  for (const [place, face] of seen.entries()) {
    const FaceDetail = await toFaceDetail(face, picture, listOf(input, 'DetectionAttributes') ?? ['DEFAULT']);
    const known = [...faces.values()].find((one) => one.imageId === imageId && one.box.left === face.box.left);
    const answer = await describe(world, await pictureOf(face, picture, seen.length === 1));
    if (place >= most || answer.status === 'rejected') {
      const reasons = answer.status === 'rejected' ? answer.reasons : [];
      const Reasons = place >= most ? ['EXCEEDS_MAX_FACES'] : reasons.flatMap((reason) => UNINDEXED[reason] ?? []);
      unindexed.push({ Reasons, FaceDetail });
      continue;
    }
    const { template } = answer;
    if (!template) throw new RekognitionError('InternalServerError', 'There is no vector', 500);
    const stored = known ?? {
      faceId: randomUUID(),
      ...(externalImageId !== undefined && { externalImageId }),
      imageId,
      box: face.box,
      template,
    };
    faces.set(stored.faceId, stored);
    records.push({ Face: toFace(stored), FaceDetail });
  }
  return { FaceRecords: records, UnindexedFaces: unindexed, FaceModelVersion: MODEL_VERSION };
}

async function searchFacesByImage(world: World, input: Input) {
  const faces = facesOf(world, input);
  const least = numberOf(input, 'FaceMatchThreshold', 80, [0, 100]);
  const most = numberOf(input, 'MaxFaces', 80, [1, 4_096]);
  const picture = await openPicture(imageOf(input));
  const seen = await facesIn(world.eyes, picture);
  const [largest] = seen;
  if (!largest) throw new RekognitionError('InvalidParameterException', NO_FACES);
  const { matches } = await world.eyes.observe({
    picture: await pictureOf(largest, picture, seen.length === 1),
    // By the ids of vectors, of which several may have one external id.
    expected: [...faces.values()].map(({ faceId, template }) => ({ externalImageId: faceId, template })),
    similarityThreshold: BEYOND,
    namingThreshold: BEYOND,
    asked: new Set(['PERSON_RECOGNITION']),
  });
  const found = faces.size === 0 ? [] : answered(matches);
  return {
    SearchedFaceBoundingBox: toBoundingBox(largest.box),
    SearchedFaceConfidence: largest.confidence,
    FaceMatches: found
      .flatMap(({ externalImageId, similarity }) => {
        const face = faces.get(externalImageId);
        return face && similarity >= least ? [{ Similarity: similarity, Face: toFace(face) }] : [];
      })
      .slice(0, most),
    FaceModelVersion: MODEL_VERSION,
  };
}

async function listFaces(world: World, input: Input) {
  const wanted = listOf(input, 'FaceIds');
  const all = [...facesOf(world, input).values()].filter(({ faceId }) => !wanted || wanted.includes(faceId));
  const from = Number(input['NextToken'] ?? 0);
  const to = from + numberOf(input, 'MaxResults', 1_000, [0, 4_096]);
  return {
    Faces: all.slice(from, to).map(toFace),
    FaceModelVersion: MODEL_VERSION,
    ...(to < all.length && { NextToken: String(to) }),
  };
}

async function deleteFaces(world: World, input: Input) {
  const faces = facesOf(world, input);
  const ids = listOf(input, 'FaceIds') ?? [];
  if (ids.length === 0 || ids.length > 4_096) {
    throw new RekognitionError('InvalidParameterException', 'FaceIds has too few or too many members');
  }
  const DeletedFaces = ids.filter((id) => faces.delete(id));
  return {
    DeletedFaces,
    UnsuccessfulFaceDeletions: ids
      .filter((id) => !DeletedFaces.includes(id))
      .map((FaceId) => ({ FaceId, Reasons: ['FACE_NOT_FOUND'] })),
  };
}

function facesOf({ collections }: World, input: Input): Map<string, StoredFace> {
  const id = textOf(input, 'CollectionId');
  const faces = collections.get(id);
  if (faces) return faces;
  throw new RekognitionError('ResourceNotFoundException', `The collection id: ${id} does not exist`);
}

/** What the engine makes of the face, without remembering it. */
async function describe({ eyes }: World, picture: Picture) {
  const externalImageId = randomUUID();
  const answer = await eyes.enrol({ picture, externalImageId, own: [], namingThreshold: BEYOND });
  await eyes.forget?.(externalImageId);
  return answer;
}

function toFace({ faceId, externalImageId, imageId, box }: StoredFace) {
  return {
    FaceId: faceId,
    BoundingBox: toBoundingBox(box),
    ImageId: imageId,
    ...(externalImageId !== undefined && { ExternalImageId: externalImageId }),
    Confidence: 99.9,
    IndexFacesModelVersion: MODEL_VERSION,
  };
}

function arnOf(id: string): string {
  return `aws:rekognition:eu-west-1:111122223333:collection/${id}`;
}
