/**
 * How much one document may ask for. The same limits hold for HTTP and for WebSockets.
 *
 * Root fields and directives need no rule of their own: a root field runs once per alias, and the directives of the
 * language may stand only once in a place, so aliases and tokens bound them.
 */
import { costLimitRule } from '@escape.tech/graphql-armor-cost-limit';
import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  parse,
  specifiedRules,
  type ValidationContext,
  type ValidationRule,
  validate,
} from 'graphql';
import { conditionErrors, plainIntrospection } from './extraRules.js';

export interface DocumentLimits {
  /** UTF-16 units. */
  readonly length: number;
  /** Names, punctuators and values. */
  readonly tokens: number;
  /** Fields within fields; introspection is bounded by a rule of graphql-js itself, and one of ours. */
  readonly depth: number;
  readonly aliases: number;
  /** Two for an object and one for a scalar, times 1.5 for each level, times `first` where it is written out, as graphql-armor counts. */
  readonly cost: number;
  /** Mistakes told at once. */
  readonly errors: number;
}

/**
 * All that a dashboard wants of an exam's sessions has 6 levels and a cost of 230, a feed with every field of every event 600,
 * and fifty incidents with all their fields 19,000; GraphiQL's introspection is 2,100 characters and 184 tokens.
 */
export const documentLimits: DocumentLimits = {
  length: 16_384,
  tokens: 1_000,
  depth: 10,
  aliases: 15,
  cost: 20_000,
  errors: 20,
};

/** Validation rules beside those of the specification. */
export function limitRules({ depth, aliases, cost }: DocumentLimits): readonly ValidationRule[] {
  const shape = { flattenFragments: true, propagateOnRejection: false, onReject: [reportExcess] };
  return [
    plainIntrospection,
    maxDepthRule({ ...shape, n: depth }),
    maxAliasesRule({ ...shape, n: aliases }),
    costLimitRule({ ...shape, maxCost: cost }),
  ];
}

/** Left to itself the library throws out of `validate`, and calls what it found a syntax error. */
function reportExcess(context: ValidationContext | null, error: GraphQLError): void {
  context?.reportError(new GraphQLError(error.message.replace(/^Syntax Error: /, '')));
}

/** What is wrong with the document's length. It is looked at before parsing, since one string is a single token. */
function lengthError(document: string, { length }: DocumentLimits): GraphQLError | undefined {
  if (document.length <= length) return undefined;
  return new GraphQLError(
    `The document has ${document.length} characters, of which at most ${length} are accepted. Send pictures as variables.`,
    { extensions: { code: 'GRAPHQL_PARSE_FAILED', http: { status: 413 } } },
  );
}

/** A mistake that has to be found before Apollo Server reads the document, which would call it a fault of ours. */
export function earlyError(schema: GraphQLSchema, text: string, limits: DocumentLimits): GraphQLError | undefined {
  const tooLong = lengthError(text, limits);
  if (tooLong || !text.includes('subscription')) return tooLong;
  const document = parseWithin(text, limits);
  const [error] = document instanceof GraphQLError ? [] : conditionErrors(schema, document);
  if (!error) return undefined;
  error.extensions['http'] = { status: 400 };
  return withCode(error, 'GRAPHQL_VALIDATION_FAILED');
}

/** Parses and validates within the limits; the errors carry the codes that Apollo Server gives them. */
export function readDocument(
  schema: GraphQLSchema,
  text: string,
  limits: DocumentLimits,
): DocumentNode | readonly GraphQLError[] {
  const tooLong = lengthError(text, limits);
  if (tooLong) return [tooLong];
  const document = parseWithin(text, limits);
  if (document instanceof GraphQLError) return [withCode(document, 'GRAPHQL_PARSE_FAILED')];
  const rules = [...specifiedRules, ...limitRules(limits)];
  const conditions = conditionErrors(schema, document);
  const errors = conditions.length > 0 ? conditions : validate(schema, document, rules, { maxErrors: limits.errors });
  return errors.length > 0 ? errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED')) : document;
}

function parseWithin(text: string, { tokens }: DocumentLimits): DocumentNode | GraphQLError {
  try {
    return parse(text, { maxTokens: tokens });
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  error.extensions['code'] = code;
  return error;
}
