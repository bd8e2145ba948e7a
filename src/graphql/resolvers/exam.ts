import type { Exam } from '../../domain/exam.js';
import type { Session } from '../../domain/session.js';
import { ProctorError } from '../../proctor/errors.js';
import { type Context, requireViewer } from '../context.js';
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
    sessions: (exam, { candidateIds }, context) =>
      candidateIds ? sessionsOf(candidateIds, exam, context) : context.proctor.sessions(requireViewer(context), exam),
    engineUsage: (exam, _, context) => context.proctor.engineUsage(requireViewer(context), exam),
    recentEvents: (exam, { limit }, context) => context.proctor.recentEvents(requireViewer(context), exam, limit),
  },
};

const MAX_CANDIDATES = 50;

async function sessionsOf(candidateIds: readonly string[], exam: Exam, context: Context): Promise<readonly Session[]> {
  if (candidateIds.length > MAX_CANDIDATES) {
    throw new ProctorError('BAD_USER_INPUT', `At most ${MAX_CANDIDATES} candidates can be asked about at once.`);
  }
  const viewer = requireViewer(context);
  const whose = [...new Set(candidateIds)];
  const found = await Promise.all(whose.map((id) => context.proctor.session(viewer, exam.id, id)));
  return found.filter((session) => session !== undefined);
}
