/** Prints a token of the embedded issuer, and nothing else, on standard output: `TOKEN=$(npm run --silent token -- …)`. */
import { parseArgs } from 'node:util';
import { defineCommand } from 'citty';
import {
  createEmbeddedIssuer,
  DEFAULT_TTL_SECONDS,
  MAX_TTL_SECONDS,
  TokenRequestError,
} from '../auth/embeddedIssuer.js';
import type { Role } from '../auth/viewer.js';
import { type IdentityProvider, loadConfig } from '../config.js';
import { runFromTerminal } from './runFromTerminal.js';

const ROLES: ReadonlyMap<string, Role> = new Map([
  ['candidate', 'CANDIDATE'],
  ['proctor', 'PROCTOR'],
  ['admin', 'ADMIN'],
]);

const command = defineCommand({
  meta: { name: 'token', description: 'Prints a token signed with the key in DATA_DIR' },
  args: {
    // Not an enum: citty takes a missing one for a good one.
    role: {
      type: 'string',
      required: true,
      valueHint: [...ROLES.keys()].join('|'),
      description: 'What its holder may do',
    },
    sub: { type: 'string', required: true, valueHint: 'id', description: 'Whom it is for; the id of a candidate' },
    name: { type: 'string', description: 'What to call them' },
    exam: {
      type: 'string',
      valueHint: 'id',
      description: 'The exam it is limited to; repeat it, or separate with commas',
    },
    ttl: {
      type: 'string',
      valueHint: 'seconds',
      description: `How long it is valid, up to ${MAX_TTL_SECONDS} seconds`,
      default: String(DEFAULT_TTL_SECONDS),
    },
  },
  async run({ args, rawArgs }) {
    const examIds = examsNamed(rawArgs);
    const config = loadConfig(process.env);
    assertIsOurs(config.identity);
    const issuer = await createEmbeddedIssuer(config);
    const token = await issuer.issue({
      sub: args.sub,
      roles: [roleNamed(args.role)],
      ...(args.name !== undefined && { name: args.name }),
      ...(examIds && { examIds }),
      ttlSeconds: Number(args.ttl),
    });
    console.log(token);
  },
});

function roleNamed(name: string): Role {
  const role = ROLES.get(name);
  if (!role) throw new TokenRequestError(`--role must be one of ${[...ROLES.keys()].join(', ')}.`);
  return role;
}

/**
 * Reads the arguments once more, strictly: citty keeps only the last of a repeated option and ignores one that it doesn't
 * know, and a misspelt --exam must not yield a token that is good for every exam.
 */
function examsNamed(rawArgs: string[]): readonly string[] | undefined {
  const once = { type: 'string' } as const;
  const { values } = parseArgs({
    args: rawArgs,
    options: { role: once, sub: once, name: once, ttl: once, exam: { type: 'string', multiple: true } },
  });
  const examIds = values.exam?.flatMap((list) => list.split(',')).map((id) => id.trim());
  if (examIds?.includes('')) throw new TokenRequestError('--exam names no exam.');
  return examIds;
}

function assertIsOurs(identity: IdentityProvider): void {
  if (identity.kind === 'embedded') return;
  const issuer = identity.kind === 'cognito' ? `the Cognito user pool ${identity.userPoolId}` : identity.issuer;
  throw new TokenRequestError(`Tokens come from ${issuer} here, which alone can sign them; sign in there to get one.`);
}

await runFromTerminal(command);
