import { TEST_NAMES } from '../../domain/checks.js';
import { requireViewer } from '../context.js';
import { toEngine } from '../enums.js';
import type { Resolvers } from '../generated/resolvers.js';

export const frameResolvers: Resolvers = {
  Mutation: {
    processFrame: (_, { input }, context) =>
      context.proctor.processFrame(requireViewer(context), {
        ...input,
        candidateId: input.candidateId ?? undefined,
        capturedAt: input.capturedAt.toISOString(),
      }),
  },
  ProcessedFrame: {
    checks: (frame) => (frame.status === 'PROCESSED' ? frame.event.checks : []),
    sessionId: (frame) => (frame.status === 'PROCESSED' ? frame.event.sessionId : null),
    eventId: (frame) => (frame.status === 'PROCESSED' ? frame.event.id : null),
    engine: (frame) => (frame.status === 'PROCESSED' ? toEngine(frame.event.engine) : null),
    processedAt: (frame) => (frame.status === 'PROCESSED' ? frame.event.occurredAt : null),
  },
  Check: {
    testName: ({ name }) => TEST_NAMES[name],
    success: ({ status }) => status === 'PASS',
    unknownReason: ({ unknownReason }) => unknownReason ?? null,
  },
};
