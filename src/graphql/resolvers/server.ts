import { toEngine } from '../enums.js';
import type { Resolvers } from '../generated/resolvers.js';

export const serverResolvers: Resolvers = {
  Query: {
    server: (_, __, { proctor }) => {
      const { version, engine, identityProvider } = proctor.about;
      return { version, engine: toEngine(engine), identityProvider, time: proctor.time() };
    },
  },
};
