import { CHECK_NAMES } from '../../domain/checks.js';
import type { PolicyChange } from '../../domain/examPolicy/policyChange.js';
import { INCIDENT_KINDS } from '../../domain/incidents/kinds.js';
import { KNOWN_LABELS } from '../../domain/labels.js';
import { isStaff } from '../../proctor/exams.js';
import { requireViewer } from '../context.js';
import type { PolicyChange as PolicyChangeInput, Resolvers } from '../generated/resolvers.js';
import { withoutNulls } from '../input.js';

const NO_LIMITS = {
  maxYaw: null,
  maxPitchUp: null,
  maxPitchDown: null,
  minBrightness: null,
  minDetail: null,
  frozenAfterMs: null,
  feedLostAfterMs: null,
};

const RESULT_TYPES = {
  updated: 'PolicyUpdated',
  rejected: 'PolicyRejected',
  updatedMeanwhile: 'PolicyUpdatedMeanwhile',
} as const;

export const policyResolvers: Resolvers = {
  Query: {
    defaultPolicy: (_, __, { proctor }) => proctor.defaultPolicy,
    knownLabels: () => KNOWN_LABELS,
  },
  Mutation: {
    updatePolicy: (_, { examId, change, seen }, context) =>
      context.proctor.updatePolicy(requireViewer(context), examId, toPolicyChange(change), seen ?? undefined),
  },
  Policy: {
    incidents: ({ incidents }) => INCIDENT_KINDS.map((kind) => ({ kind, opens: null, ...incidents[kind] })),
    checks: ({ checks }) => CHECK_NAMES.map((name) => ({ name, ...checks[name] })),
    risk: ({ risk }) => INCIDENT_KINDS.map((kind) => ({ kind, ...risk[kind] })),
    accommodations: ({ accommodations }, _, context) => (isStaff(requireViewer(context)) ? accommodations : []),
  },
  Accommodation: {
    switchedOff: ({ switchedOff }) => switchedOff ?? [],
    expectedPersons: ({ expectedPersons }) => expectedPersons ?? null,
    limits: ({ limits }) => ({ ...NO_LIMITS, ...limits }),
  },
  UpdatePolicyResult: {
    __resolveType: ({ status }) => RESULT_TYPES[status],
  },
};

export function toPolicyChange(input: PolicyChangeInput): PolicyChange {
  const { checks, incidents, risk, ...rest } = withoutNulls(input);
  // The schema has checked the shape, and `withoutNulls` leaves out what is not given.
  return {
    ...rest,
    ...(checks && { checks: byKey(checks, 'name') }),
    ...(incidents && { incidents: byKey(incidents, 'kind') }),
    ...(risk && { risk: byKey(risk, 'kind') }),
  } as PolicyChange;
}

/** The schema lists what the domain finds by name; of two entries of one name, the last counts. */
function byKey<K extends string, T extends { readonly [key in K]: string }>(
  list: readonly T[],
  key: K,
): Readonly<Record<string, Omit<T, K>>> {
  return Object.fromEntries(list.map(({ [key]: name, ...rest }) => [name, rest]));
}
