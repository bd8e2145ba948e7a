import { availableParallelism } from 'node:os';

// Tests have an environment of their own each, which native code does not see: see src/vision/embedded/inference/noTelemetry.ts.
process.env['ORT_DISABLE_TELEMETRY'] = '1';

/**
 * Tests import the source by its place in src/ and are run against what the compiler made of it in dist/: what is tested
 * is what is shipped, worker threads included. `npm test` builds first.
 * @type {import('jest').Config}
 */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
        module: { type: 'es6' },
      },
    ],
  },
  moduleNameMapper: {
    '^(?:\\.\\./)+src/(.*)\\.js$': '<rootDir>/dist/$1.js',
    '^(\\.{1,2}/(?!.*src/).*)\\.js$': ['$1.ts', '$1.js'],
  },
  modulePathIgnorePatterns: ['<rootDir>/.data'],
  // Two at least, on any machine: one would run everything in one process, which grows with each file.
  maxWorkers: Math.max(2, availableParallelism()),
  workerIdleMemoryLimit: '1GB',
  // Only what hangs takes so long; a browser or a server that starts beside the other worker's may well take half of it.
  testTimeout: 60_000,
};
