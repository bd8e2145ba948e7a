import { requireViewer } from '../context.js';
import type { Resolvers } from '../generated/resolvers.js';
import { toPolicyChange } from './policy.js';

export const riskResolvers: Resolvers = {
  Session: {
    risk: (session, { change }, context) =>
      context.proctor.risk(requireViewer(context), session, change ? toPolicyChange(change) : undefined),
  },
};
