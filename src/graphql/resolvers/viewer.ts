import { requireViewer } from '../context.js';
import type { Resolvers } from '../generated/resolvers.js';

export const viewerResolvers: Resolvers = {
  Query: {
    viewer: (_, __, context) => requireViewer(context),
  },
  Viewer: {
    id: ({ sub }) => sub,
    name: ({ name }) => name ?? null,
    examIds: ({ examIds }) => examIds ?? null,
    expiresAt: ({ expiresAt }) => new Date(expiresAt).toISOString(),
  },
};
