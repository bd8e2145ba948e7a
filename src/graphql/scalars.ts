import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { DateTimeISOResolver } from 'graphql-scalars';

/** Passed on as text; it is decoded once it is certain that the caller may send it. Its value never shows in an error. */
const Base64Image = new GraphQLScalarType<string>({
  name: 'Base64Image',
  parseValue: requireString,
  parseLiteral: (node) => requireString(node.kind === Kind.STRING ? node.value : undefined),
});

function requireString(value: unknown): string {
  if (typeof value !== 'string') throw new GraphQLError('A picture is sent as a Base64 string.');
  return value;
}

/**
 * What becomes of values. Names and descriptions are the contract's: given whole, a scalar would bring its own, and no variable
 * could be of its type any more.
 */
export const scalarResolvers = { DateTime: coercionsOf(DateTimeISOResolver), Base64Image: coercionsOf(Base64Image) };

function coercionsOf({ serialize, parseValue, parseLiteral }: GraphQLScalarType) {
  return { __serialize: serialize, __parseValue: parseValue, __parseLiteral: parseLiteral };
}
