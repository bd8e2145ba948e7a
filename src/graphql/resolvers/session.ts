import { requireViewer } from '../context.js';
import { toEngine } from '../enums.js';
import type { Resolvers } from '../generated/resolvers.js';

export const sessionResolvers: Resolvers = {
  Query: {
    session: (_, { examId, candidateId }, context) =>
      context.proctor.session(requireViewer(context), examId, candidateId ?? undefined),
  },
  Session: {
    openIncidents: (session, _, context) => context.proctor.openIncidents(requireViewer(context), session),
    lastFrame: ({ lastFrame }) => lastFrame && { ...lastFrame, engine: toEngine(lastFrame.engine) },
  },
};
