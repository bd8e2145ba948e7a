import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

/** Passed on as text; it is decoded once it is certain that the caller may send it. Its value never shows in an error. */
export const Base64Image = new GraphQLScalarType<string>({
  name: 'Base64Image',
  parseValue: requireString,
  parseLiteral: (node) => requireString(node.kind === Kind.STRING ? node.value : undefined),
});

function requireString(value: unknown): string {
  if (typeof value !== 'string') throw new GraphQLError('A picture is sent as a Base64 string.');
  return value;
}
