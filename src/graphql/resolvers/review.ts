import { requireViewer } from '../context.js';
import type { Resolvers } from '../generated/resolvers.js';
import { toEventFilter, toIncidentFilter, withoutNulls } from '../input.js';

export const reviewResolvers: Resolvers = {
  Query: {
    incident: (_, { examId, id }, context) => context.proctor.incident(requireViewer(context), examId, id),
    sessionExport: (_, { examId, candidateId }, context) =>
      context.proctor.sessionExport(requireViewer(context), examId, candidateId),
  },
  Mutation: {
    reviewIncident: (_, { input }, context) =>
      context.proctor.reviewIncident(requireViewer(context), withoutNulls(input)),
  },
  Exam: {
    incidents: (exam, { first, after, filter }, context) =>
      context.proctor.incidents(requireViewer(context), exam, {
        first,
        after: after ?? undefined,
        filter: filter ? toIncidentFilter(filter) : undefined,
      }),
    events: (exam, { first, after, filter, from, to }, context) =>
      context.proctor.events(requireViewer(context), exam, {
        first,
        after: after ?? undefined,
        filter: filter ? toEventFilter(filter) : undefined,
        from: from?.toISOString(),
        to: to?.toISOString(),
      }),
  },
  ReviewIncidentResult: {
    __resolveType: ({ status }) => (status === 'recorded' ? 'IncidentReviewRecorded' : 'IncidentReviewedMeanwhile'),
  },
  IncidentRecord: {
    id: ({ incident }) => incident.id,
    review: ({ review }) => review ?? null,
  },
  IncidentReview: {
    reason: ({ reason }) => reason ?? null,
  },
};
