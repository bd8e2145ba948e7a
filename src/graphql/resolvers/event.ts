import type { ExamEvent } from '../../domain/events.js';
import { broadcast } from '../broadcast.js';
import { requireViewer } from '../context.js';
import { toEngine, toEventType } from '../enums.js';
import type { Resolvers } from '../generated/resolvers.js';

export const eventResolvers: Resolvers = {
  Subscription: {
    examEvents: broadcast({
      subscribe: async (_, { examId, after, filter }, context) =>
        await context.proctor.examEvents(requireViewer(context), examId, {
          ...(after != null && { after }),
          ...(filter && {
            filter: {
              candidateIds: filter.candidateIds ?? undefined,
              types: filter.types?.map(toEventType),
            },
          }),
        }),
      resolve: (event: ExamEvent) => event,
    }),
  },
  ExamEvent: {
    __resolveType: ({ type }) => type,
  },
  FrameProcessed: {
    engine: ({ engine }) => toEngine(engine),
  },
};
