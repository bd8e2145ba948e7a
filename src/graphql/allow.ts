/** `@allow`: who may call a root field, and how fast. The schema says the former; this makes it so. */
import { getDirective, MapperKind, mapSchema } from '@graphql-tools/utils';
import { defaultFieldResolver, type GraphQLFieldConfig, type GraphQLSchema } from 'graphql';
import { hasRole } from '../auth/viewer.js';
import { ProctorError } from '../proctor/errors.js';
import type { Context } from './context.js';
import type { Role } from './generated/resolvers.js';
import type { Pace } from './pace.js';

/** Below the root fields, what costs as much as one: under several names, it counts each time. */
const COUNTED: ReadonlySet<string> = new Set(['Exam.recentEvents', 'Exam.sessions']);

/**
 * The schema with every root field guarded.
 * @param pace left out, everybody may ask as fast as they like
 * @throws Error naming the root fields that don't say who may call them
 */
export function enforceAllow(schema: GraphQLSchema, pace?: Pace): GraphQLSchema {
  const unguarded: string[] = [];
  const guarded = mapSchema(schema, {
    [MapperKind.ROOT_FIELD]: (field, fieldName, typeName) => {
      const allow = getDirective(schema, field, 'allow')?.[0];
      if (!allow) {
        unguarded.push(`${typeName}.${fieldName}`);
        return field;
      }
      // The directive's argument was checked against the schema when it was built.
      const roles = allow['roles'] as readonly Role[];
      return guard(field, (context) => {
        requireRole(context, roles);
        pace?.keep(context.viewer);
      });
    },
    [MapperKind.OBJECT_FIELD]: (field, fieldName, typeName) =>
      COUNTED.has(`${typeName}.${fieldName}`) ? guard(field, ({ viewer }) => pace?.keep(viewer)) : field,
  });
  if (unguarded.length > 0) throw new Error(`Root fields without @allow: ${unguarded.join(', ')}`);
  return guarded;
}

function guard(
  field: GraphQLFieldConfig<unknown, Context>,
  admit: (context: Context) => void,
): GraphQLFieldConfig<unknown, Context> {
  const { resolve = defaultFieldResolver, subscribe } = field;
  if (subscribe) {
    return {
      ...field,
      subscribe: (source, args, context, info) => {
        admit(context);
        return subscribe(source, args, context, info);
      },
    };
  }
  return {
    ...field,
    resolve: (source, args, context, info) => {
      admit(context);
      return resolve(source, args, context, info);
    },
  };
}

function requireRole({ viewer }: Context, roles: readonly Role[]): void {
  if (roles.includes('ANYONE')) return;
  if (!viewer) throw new ProctorError('UNAUTHENTICATED', 'This needs a token: send it as `Authorization: Bearer …`.');
  if (roles.some((role) => role !== 'ANYONE' && hasRole(viewer, role))) return;
  throw new ProctorError('FORBIDDEN', `This is for ${roles.join(' and ')} only.`);
}
