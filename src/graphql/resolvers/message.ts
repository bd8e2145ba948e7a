import type { CandidateNotice } from '../../proctor/candidateNotices.js';
import { requireViewer } from '../context.js';
import type { Resolvers } from '../generated/resolvers.js';
import { withoutNulls } from '../input.js';

const NOTICE_TYPES = {
  MessageSent: 'MessageNotice',
  SessionPaused: 'PausedNotice',
  SessionResumed: 'ResumedNotice',
  SessionExtended: 'ExtendedNotice',
  SessionEnded: 'EndedNotice',
  SignOfLife: 'NoticeSignOfLife',
} as const;

export const messageResolvers: Resolvers = {
  Mutation: {
    sendMessage: (_, { input }, context) => context.proctor.sendMessage(requireViewer(context), withoutNulls(input)),
    writeNote: (_, { input }, context) => context.proctor.writeNote(requireViewer(context), withoutNulls(input)),
  },
  Subscription: {
    candidateNotices: {
      subscribe: async (_, { examId, candidateId, after }, context) =>
        await context.proctor.candidateNotices(requireViewer(context), examId, {
          candidateId: candidateId ?? undefined,
          after: after ?? undefined,
        }),
      resolve: (notice: CandidateNotice) => notice,
    },
  },
  CandidateNotice: {
    __resolveType: ({ type }) => NOTICE_TYPES[type],
  },
  MessageNotice: {
    isToEverybody: (notice) => !('candidateId' in notice && notice.candidateId !== undefined),
  },
  EndedNotice: {
    isTerminated: (notice) => 'reason' in notice && notice.reason !== undefined,
  },
};
