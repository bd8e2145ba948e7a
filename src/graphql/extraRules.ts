/** What the rules of graphql-js let pass, or throw at, and we refuse. */
import {
  type ASTVisitor,
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLSchema,
  type ValidationContext,
  validate,
} from 'graphql';

/**
 * Introspection without aliases: with them, two kilobytes of a document that nobody needs a token for asked for eight megabytes
 * and half a second. `__type` may have them, since it is about one type.
 */
export function plainIntrospection(context: ValidationContext): ASTVisitor {
  return {
    Field(field: FieldNode) {
      if (field.alias === undefined) return;
      const isWithin = context.getParentType()?.name.startsWith('__') ?? false;
      if (!isWithin && field.name.value !== '__schema') return;
      context.reportError(new GraphQLError('Introspection takes no aliases.', { nodes: [field] }));
    },
  };
}

/**
 * Subscriptions that may subscribe to nothing, which the specification forbids from its edition of September 2025 on. In
 * graphql-js 16 a rule throws where a variable decides, and otherwise what executes them does.
 */
export function conditionErrors(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  return validate(schema, document, [unconditionalSubscriptions]);
}

function unconditionalSubscriptions(context: ValidationContext): ASTVisitor {
  const subscriptions = context.getSchema().getSubscriptionType();
  return {
    Directive(directive) {
      const { value: name } = directive.name;
      if (!subscriptions || context.getParentType() !== subscriptions || (name !== 'skip' && name !== 'include'))
        return;
      const message = `A subscription takes no @${name} on what it subscribes to.`;
      context.reportError(new GraphQLError(message, { nodes: [directive] }));
    },
  };
}
