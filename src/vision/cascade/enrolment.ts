/** A face that two engines know: each keeps a template of its own, and either is enough to be recognised. */
import type { EnrolAnswer, EnrolledFace, EnrolRequest, FaceTemplate, VisionEngine } from '../engine.js';
import { EngineUnavailable } from '../engine.js';
import { faceIdOf } from '../rekognition/faceId.js';

export interface BothEngines {
  readonly embedded: VisionEngine;
  readonly rekognition: VisionEngine;
  /** Told about what no caller is there to hear of. */
  readonly onProblem: (problem: string, cause: unknown) => void;
}

/**
 * The embedded engine examines the photo first, so that no call is paid for one that is no good. Where Rekognition can't be
 * reached the face is enrolled with what there is: it is recognised all the same, and the photo can be sent again later.
 */
export async function enrolWithBoth(
  { embedded, rekognition, onProblem }: BothEngines,
  request: EnrolRequest,
): Promise<EnrolAnswer> {
  const ours = await embedded.enrol(request);
  if (ours.status === 'rejected') return ours;
  const forgetOurs = async () => {
    // What was enrolled before stays so, whatever comes of enrolling it again.
    const isRecorded = request.own.some(({ externalImageId }) => externalImageId === request.externalImageId);
    if (!isRecorded) await embedded.forget(request.externalImageId, ours.template);
  };
  try {
    const theirs = await rekognition.enrol(request);
    if (theirs.status === 'accepted') return { ...ours, ...both(ours.template, theirs.template) };
    await forgetOurs();
    return theirs;
  } catch (error) {
    if (!(error instanceof EngineUnavailable)) {
      await forgetOurs();
      throw error;
    }
    onProblem(
      'A face was enrolled with the embedded engine alone; sent again, its photo reaches Rekognition too',
      error,
    );
    return { ...ours, ...both(ours.template, knownToRekognition(request)) };
  }
}

/** What Rekognition keeps of the face since it was enrolled before: it must be found when the face is to be forgotten. */
function knownToRekognition({ own, externalImageId }: EnrolRequest): FaceTemplate | undefined {
  const known = own.find((face) => face.externalImageId === externalImageId)?.template;
  const theirs = known?.also ?? known;
  return theirs && faceIdOf(theirs) !== undefined ? theirs : undefined;
}

/** Whether nothing would be gained by enrolling the same photo again. */
export async function isKnownToBoth({ embedded, rekognition }: BothEngines, face: EnrolledFace): Promise<boolean> {
  if (!(await embedded.knows(face))) return false;
  try {
    return await rekognition.knows(face);
  } catch (error) {
    if (error instanceof EngineUnavailable) return true;
    throw error;
  }
}

/** Whether Rekognition may know the face. One that the AWS sample enrolled has no template. */
export function mayBeInCollection({ template }: EnrolledFace): boolean {
  return !template || faceIdOf(template) !== undefined;
}

function both(ours: FaceTemplate | undefined, theirs: FaceTemplate | undefined): { template?: FaceTemplate } {
  if (!ours || !theirs) return {};
  const { model, vector } = theirs;
  return { template: { ...ours, also: { model, vector } } };
}
