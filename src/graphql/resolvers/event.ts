import type { FeedItem } from '../../proctor/examEvents.js';
import { broadcast } from '../broadcast.js';
import { requireViewer } from '../context.js';
import { toEngine } from '../enums.js';
import type { Resolvers } from '../generated/resolvers.js';
import { toEventFilter } from '../input.js';

export const eventResolvers: Resolvers = {
  Subscription: {
    examEvents: broadcast({
      subscribe: async (_, { examId, after, filter }, context) =>
        await context.proctor.examEvents(requireViewer(context), examId, {
          ...(after != null && { after }),
          ...(filter && { filter: toEventFilter(filter) }),
        }),
      resolve: (item: FeedItem) => item,
    }),
  },
  ExamEvent: {
    __resolveType: ({ type }) => type,
  },
  Actor: {
    name: ({ name }) => name ?? null,
  },
  FrameProcessed: {
    engine: ({ engine }) => toEngine(engine),
  },
};
