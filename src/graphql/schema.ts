/** The public contract of `schema/`, with its resolvers behind it and its guards in front. */
import { makeExecutableSchema } from '@graphql-tools/schema';
import type { GraphQLSchema } from 'graphql';
import { enforceAllow } from './allow.js';
import type { Pace } from './pace.js';
import { eventResolvers } from './resolvers/event.js';
import { evidenceResolvers } from './resolvers/evidence.js';
import { examResolvers } from './resolvers/exam.js';
import { faceResolvers } from './resolvers/face.js';
import { frameResolvers } from './resolvers/frame.js';
import { incidentResolvers } from './resolvers/incident.js';
import { messageResolvers } from './resolvers/message.js';
import { policyResolvers } from './resolvers/policy.js';
import { privacyResolvers } from './resolvers/privacy.js';
import { reviewResolvers } from './resolvers/review.js';
import { riskResolvers } from './resolvers/risk.js';
import { serverResolvers } from './resolvers/server.js';
import { sessionResolvers } from './resolvers/session.js';
import { viewerResolvers } from './resolvers/viewer.js';
import { scalarResolvers } from './scalars.js';

/**
 * @param typeDefs the text of the schema's files
 * @param pace how fast candidates may ask; left out, as fast as they like
 * @throws Error when a root field does not say who may call it
 */
export function createSchema(typeDefs: readonly string[], pace?: Pace): GraphQLSchema {
  const schema = makeExecutableSchema({
    typeDefs: [...typeDefs],
    resolvers: [
      scalarResolvers,
      viewerResolvers,
      serverResolvers,
      examResolvers,
      sessionResolvers,
      incidentResolvers,
      policyResolvers,
      faceResolvers,
      frameResolvers,
      eventResolvers,
      reviewResolvers,
      evidenceResolvers,
      messageResolvers,
      riskResolvers,
      privacyResolvers,
    ],
    inheritResolversFromInterfaces: true,
  });
  return enforceAllow(schema, pace);
}
