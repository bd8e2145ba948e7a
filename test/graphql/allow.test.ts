import { makeExecutableSchema } from '@graphql-tools/schema';
import { describe, expect, test } from '@jest/globals';
import { graphql } from 'graphql';
import type { Role, Viewer } from '../../src/auth/viewer.js';
import { enforceAllow } from '../../src/graphql/allow.js';

const DIRECTIVE = /* GraphQL */ `
  directive @allow(roles: [Role!]!) on FIELD_DEFINITION
  enum Role { ANYONE CANDIDATE PROCTOR ADMIN }
`;

const kept: (Viewer | undefined)[] = [];
const schema = enforceAllow(
  makeExecutableSchema({
    typeDefs: `${DIRECTIVE}
      type Query { open: String @allow(roles: [ANYONE]) watched: String @allow(roles: [PROCTOR, ADMIN]) }
    `,
    resolvers: { Query: { open: () => 'open', watched: () => 'watched' } },
  }),
  { keep: (viewer) => void kept.push(viewer) },
);

async function ask(source: string, ...roles: readonly Role[]) {
  const viewer = { sub: 'somebody', roles, expiresAt: Number.POSITIVE_INFINITY };
  const { data, errors } = await graphql({ schema, source, contextValue: roles.length > 0 ? { viewer } : {} });
  // What is thrown in a resolver stands behind the error that GraphQL makes of it.
  return errors ? (errors[0]?.originalError as { code?: string } | undefined)?.code : Object.values(data ?? {})[0];
}

describe('@allow', () => {
  test('lets everybody ask for what is open to anyone', async () => {
    expect(await ask('{ open }')).toBe('open');
    expect(await ask('{ open }', 'CANDIDATE')).toBe('open');
  });

  test('asks for a token where a role is needed', async () => {
    expect(await ask('{ watched }')).toBe('UNAUTHENTICATED');
  });

  test.each(['PROCTOR', 'ADMIN'] as const)('lets a %s in who is named', async (role) => {
    expect(await ask('{ watched }', role)).toBe('watched');
    expect(await ask('{ watched }', 'CANDIDATE', role)).toBe('watched');
  });

  test('keeps others out', async () => {
    expect(await ask('{ watched }', 'CANDIDATE')).toBe('FORBIDDEN');
  });

  test('looks at the pace once for each root field, whatever it is called, and not of who is not let in', async () => {
    kept.length = 0;
    await ask('{ one: open two: open three: watched }', 'PROCTOR');
    expect(kept.map((viewer) => viewer?.sub)).toEqual(['somebody', 'somebody', 'somebody']);
    await ask('{ watched }');
    expect(kept).toHaveLength(3);
  });

  test('looks at the pace of what costs as much as a root field each time that it is asked for', async () => {
    const rates: number[] = [];
    const exam = { recentEvents: () => ['event'], title: 'Algebra' };
    const paced = enforceAllow(
      makeExecutableSchema({
        typeDefs: `${DIRECTIVE}
          type Query { exam: Exam @allow(roles: [ANYONE]) } type Exam { recentEvents: [String!]! title: String }
        `,
        resolvers: { Query: { exam: () => exam } },
      }),
      { keep: () => void rates.push(1) },
    );
    const source = '{ exam { one: recentEvents two: recentEvents three: title } }';
    expect(await graphql({ schema: paced, source, contextValue: {} })).not.toHaveProperty('errors');
    expect(rates).toHaveLength(3);
  });

  test('stops the start where a root field does not say who may call it', () => {
    const forgetful = makeExecutableSchema({
      typeDefs: `${DIRECTIVE}
        type Query { open: String @allow(roles: [ANYONE]) forgotten: String }
        type Mutation { also: String }
        type Subscription { too: String }
      `,
    });
    expect(() => enforceAllow(forgetful)).toThrow(/Query\.forgotten.*Mutation\.also.*Subscription\.too/);
  });
});
