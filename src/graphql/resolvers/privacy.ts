import { requireViewer } from '../context.js';
import type { Resolvers } from '../generated/resolvers.js';

export const privacyResolvers: Resolvers = {
  Mutation: {
    eraseCandidate: (_, { candidateId }, context) =>
      context.proctor.eraseCandidate(requireViewer(context), candidateId),
  },
};
