import type { PolicyChange } from '../../domain/examPolicy/policyChange.js';
import { INCIDENT_KINDS } from '../../domain/incidents/kinds.js';
import { isStaff } from '../../proctor/exams.js';
import { requireViewer } from '../context.js';
import type { PolicyChange as PolicyChangeInput, Resolvers } from '../generated/resolvers.js';

export const policyResolvers: Resolvers = {
  Mutation: {
    updatePolicy: (_, { examId, change }, context) =>
      context.proctor.updatePolicy(requireViewer(context), examId, toChange(change)),
  },
  Policy: {
    incidents: ({ incidents }) => INCIDENT_KINDS.map((kind) => ({ kind, opens: null, ...incidents[kind] })),
    accommodations: ({ accommodations }, _, context) => (isStaff(requireViewer(context)) ? accommodations : []),
  },
  Accommodation: {
    switchedOff: ({ switchedOff }) => switchedOff ?? [],
    expectedPersons: ({ expectedPersons }) => expectedPersons ?? null,
  },
  UpdatePolicyResult: {
    __resolveType: ({ status }) => (status === 'updated' ? 'PolicyUpdated' : 'PolicyRejected'),
  },
};

/** Null and left out mean the same to the caller: what is there stays. */
type Given<T> = T extends readonly (infer Item)[]
  ? readonly Given<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: Given<Exclude<T[K], null>> }
    : T;

function withoutNulls<T>(value: T): Given<T> {
  // Rebuilt from JSON values, which is all that an input holds.
  return JSON.parse(JSON.stringify(value), (_, inner) => inner ?? undefined) as Given<T>;
}

function toChange(input: PolicyChangeInput): PolicyChange {
  const { incidents, ...rest } = withoutNulls(input);
  const rules = incidents?.map(({ kind, ...rule }) => [kind, rule] as const);
  // The schema has checked the shape, and `withoutNulls` leaves out what is not given.
  return { ...rest, ...(rules && { incidents: Object.fromEntries(rules) }) } as PolicyChange;
}
