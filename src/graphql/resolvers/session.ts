import { statusOf } from '../../domain/sessionLife.js';
import type { SessionInput } from '../../proctor/sessionActions.js';
import { requireViewer } from '../context.js';
import { toEngine } from '../enums.js';
import type { Resolvers } from '../generated/resolvers.js';
import { withoutNulls } from '../input.js';

export const sessionResolvers: Resolvers = {
  Query: {
    session: (_, { examId, candidateId }, context) =>
      context.proctor.session(requireViewer(context), examId, candidateId ?? undefined),
  },
  Mutation: {
    startSession: (_, { input }, context) =>
      context.proctor.startSession(requireViewer(context), {
        ...whose(input),
        consentTextVersion: input.consentTextVersion ?? undefined,
      }),
    endSession: (_, { input }, context) => context.proctor.endSession(requireViewer(context), whose(input)),
    pauseSession: (_, { input }, context) => context.proctor.pauseSession(requireViewer(context), whose(input)),
    resumeSession: (_, { input }, context) => context.proctor.resumeSession(requireViewer(context), whose(input)),
    extendSession: (_, { input }, context) =>
      context.proctor.extendSession(requireViewer(context), withoutNulls(input)),
    terminateSession: (_, { input }, context) => context.proctor.terminateSession(requireViewer(context), input),
  },
  Session: {
    candidateName: (session, _, context) => context.proctor.candidateName(requireViewer(context), session),
    status: (session) => statusOf(session),
    endsAt: (session, _, context) => context.proctor.endsAt(session),
    extraMinutes: ({ extraMinutes }) => extraMinutes ?? 0,
    consent: ({ consent }) => consent ?? null,
    openIncidents: (session, _, context) => context.proctor.openIncidents(requireViewer(context), session),
    lastFrame: ({ lastFrame }) => lastFrame && { ...lastFrame, engine: toEngine(lastFrame.engine) },
  },
};

function whose({ examId, candidateId }: { examId: string; candidateId?: string | null | undefined }): SessionInput {
  return { examId, candidateId: candidateId ?? undefined };
}
