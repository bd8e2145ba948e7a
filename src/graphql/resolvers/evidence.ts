import { requireViewer } from '../context.js';
import type { Resolvers } from '../generated/resolvers.js';

export const evidenceResolvers: Resolvers = {
  Query: {
    evidence: (_, { examId, incidentId }, context) =>
      context.proctor.evidence(requireViewer(context), examId, incidentId),
  },
  Session: {
    livePicture: (session, _, context) => context.proctor.livePicture(requireViewer(context), session),
  },
  Picture: {
    mediaType: () => 'image/jpeg',
    base64: ({ bytes }) => Buffer.from(bytes).toString('base64'),
  },
  SeenFace: {
    yaw: ({ pose }) => pose?.yaw ?? null,
    pitch: ({ pose }) => pose?.pitch ?? null,
  },
  SeenLabel: {
    box: ({ box }) => box ?? null,
  },
};
