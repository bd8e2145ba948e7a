import { requireViewer } from '../context.js';
import type { Resolvers } from '../generated/resolvers.js';

export const examResolvers: Resolvers = {
  Query: {
    exam: (_, { id }, context) => context.proctor.exam(requireViewer(context), id),
    exams: (_, __, context) => context.proctor.exams(requireViewer(context)),
  },
  Mutation: {
    createExam: (_, { input }, { proctor }) => proctor.createExam(input),
  },
  Exam: {
    cursor: (exam, _, { proctor }) => proctor.cursor(exam),
    sessions: (exam, _, context) => context.proctor.sessions(requireViewer(context), exam),
    recentEvents: (exam, { limit }, context) => context.proctor.recentEvents(requireViewer(context), exam, limit),
  },
};
