import type { RejectionReason } from '../../domain/observation.js';
import { requireViewer } from '../context.js';
import type { Resolvers } from '../generated/resolvers.js';

/** What to do about each reason, for the person with the camera. */
const ADVICE: Readonly<Record<RejectionReason, string>> = {
  NO_FACE:
    'No whole face is visible. Look into the camera, with all of the face in the picture and nothing in front of it.',
  SEVERAL_FACES: 'More than one face is visible. Only the candidate may be in the picture.',
  FACE_TOO_SMALL: 'The face is too small. Come closer, or use a picture with more pixels.',
  TOO_DARK: 'The face is too dark. Turn towards a window or a lamp.',
  TOO_BRIGHT: 'The face is too bright. Move away from the light that shines on it.',
  BLURRED: 'The picture is blurred. Hold still, clean the lens, and try again.',
  TURNED_AWAY: 'The face is turned away. Look straight into the camera.',
  ENROLLED_AS_SOMEBODY_ELSE: 'This face is enrolled as another candidate. Check whose photo this is.',
};

export const faceResolvers: Resolvers = {
  Query: {
    face: (_, { externalImageId }, context) => context.proctor.face(requireViewer(context), externalImageId),
    faces: (_, { candidateId }, context) => context.proctor.faces(requireViewer(context), candidateId),
  },
  Mutation: {
    indexFace: (_, { input }, context) =>
      context.proctor.indexFace(requireViewer(context), { ...input, examId: input.examId ?? undefined }),
    deleteFace: (_, { externalImageId }, context) =>
      context.proctor.deleteFace(requireViewer(context), externalImageId),
  },
  IndexFaceResult: {
    __resolveType: ({ status }) => (status === 'indexed' ? 'FaceIndexed' : 'FaceRejected'),
  },
  FaceRejection: {
    code: (reason) => reason,
    message: (reason) => ADVICE[reason],
  },
};
