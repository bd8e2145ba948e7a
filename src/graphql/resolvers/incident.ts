import type { Finding } from '../../domain/incidents/finding.js';
import type { Resolvers } from '../generated/resolvers.js';

/** A field of the finding, where its kind has it. */
function field<K extends string>(finding: Finding, name: K): Extract<Finding, Record<K, unknown>>[K] | null {
  // The schema lays out in one type what the domain keeps apart by kind.
  return name in finding ? (finding as Extract<Finding, Record<K, unknown>>)[name] : null;
}

export const incidentResolvers: Resolvers = {
  Incident: {
    end: ({ end }) => end ?? null,
  },
  Finding: {
    names: (finding) => field(finding, 'names'),
    people: (finding) => field(finding, 'people')?.map(({ fullName }) => fullName) ?? null,
    count: (finding) => field(finding, 'count'),
    expected: (finding) => field(finding, 'expected'),
    confidence: (finding) => field(finding, 'confidence'),
    similarity: (finding) => field(finding, 'similarity') ?? null,
    yaw: (finding) => field(finding, 'yaw'),
    pitch: (finding) => field(finding, 'pitch'),
    brightness: (finding) => field(finding, 'brightness'),
    forMs: (finding) => field(finding, 'forMs') ?? field(finding, 'silentMs'),
  },
};
