/** From inputs as GraphQL gives them to what the proctor service takes. */
import type { ExamEventFilter } from '../proctor/examEvents.js';
import type { IncidentFilter } from '../proctor/incidents.js';
import { toEventType } from './enums.js';
import type {
  ExamEventFilter as ExamEventFilterInput,
  IncidentFilter as IncidentFilterInput,
} from './generated/resolvers.js';

/** Null and left out mean the same to a caller. */
export type Given<T> = T extends Date
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Given<Item>[]
    : T extends object
      ? { readonly [K in keyof T]: Given<Exclude<T[K], null>> }
      : T;

/** The input without its nulls; moments become ISO 8601. */
export function withoutNulls<T>(value: T): Given<T> {
  // Rebuilt from JSON values, which is all that an input holds, but for moments, which know how to become one.
  return JSON.parse(JSON.stringify(value), (_, inner) => inner ?? undefined) as Given<T>;
}

export function toEventFilter(input: ExamEventFilterInput): ExamEventFilter {
  const { types, ...rest } = withoutNulls(input);
  return { ...rest, types: types?.map(toEventType) };
}

export function toIncidentFilter(input: IncidentFilterInput): IncidentFilter {
  return withoutNulls(input);
}
