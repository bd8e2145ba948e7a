/** What each environment variable may be, one by one. */
import { isIP } from 'node:net';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { z } from 'zod';
import { isTamperProof } from '../auth/loopback.js';
import { EXAM_ID_PATTERN } from '../domain/exam.js';
import { LIST_DOLLARS_PER_THOUSAND_CALLS } from '../telemetry/paidCalls.js';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** A variable whose value must pass the test; `rule` completes the sentence "it must be …". */
function variable(rule: string, isAllowed: (value: string) => boolean) {
  return z.string().refine(isAllowed, rule);
}

function wholeNumber(least: number, most: number) {
  const rule = `a whole number from ${least} to ${most}`;
  return variable(rule, (value) => /^\d{1,9}$/.test(value) && +value >= least && +value <= most).transform(Number);
}

function oneOf<const Allowed extends readonly string[]>(allowed: Allowed) {
  return z.enum(allowed, { error: allowed.length === 1 ? `"${allowed[0]}"` : `one of ${allowed.join(', ')}` });
}

function url(...protocols: readonly string[]) {
  const rule = `a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`;
  return variable(rule, (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol));
}

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;

export function isHost(value: string): boolean {
  return isIP(value) !== 0 || HOST_NAME.test(value);
}

/** DynamoDB takes these characters in the name of a table, Rekognition in the id of a collection. */
function awsName(least: number, most: number) {
  const rule = `${least} to ${most} letters, digits, "_", "-" or "."`;
  return variable(rule, (value) => /^[A-Za-z0-9_.-]+$/.test(value) && value.length >= least && value.length <= most);
}

/** Each variable, parsed; the message of an issue completes the sentence "it must be …". */
export const VARIABLES = z.object({
  HOST: variable('an IP address or a host name', isHost).default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535).default(4000),
  DATA_DIR: z.string().default('.data'),
  VISION_ENGINE: oneOf(['embedded', 'rekognition', 'cascade']).default('embedded'),
  // Twelve cents an hour; a call for each frame of the sample's way, of which there are four, comes to 7,200.
  CASCADE_CALLS_PER_HOUR: wholeNumber(0, 100_000).default(120),
  REKOGNITION_USD_PER_1000_CALLS: variable(
    'an amount of US dollars from 0 to 1000, such as 0.80',
    (value) => /^\d{1,4}(\.\d{1,6})?$/.test(value) && Number(value) <= 1_000,
  )
    .transform(Number)
    .default(LIST_DOLLARS_PER_THOUSAND_CALLS),
  VISION_THREADS: wholeNumber(1, 256).optional(),
  COLLECTION_ID: awsName(1, 255).default('virtual-proctor'),
  FACES_TABLENAME: awsName(3, 255).optional(),
  // Leaves room for the names that follow it.
  TABLE_PREFIX: awsName(1, 200).default('virtual-proctor-'),
  MIN_CONFIDENCE: variable('a number from 0 to 100', (value) => /^\d{1,3}(\.\d+)?$/.test(value) && Number(value) <= 100)
    .transform(Number)
    .default(85),
  OBJECTS_OF_INTEREST_LABELS: z.string().default('Mobile Phone,Cell Phone').transform(listed),
  REGION: z.string().optional(),
  AWS_REGION: z.string().optional(),
  DYNAMODB_ENDPOINT: variable(
    'a URL that starts with http:// or https://, or "aws" for Amazon\'s own endpoint of the region',
    (value) => value === 'aws' || url('http:', 'https:').safeParse(value).success,
  ).optional(),
  REKOGNITION_ENDPOINT: url('http:', 'https:').optional(),
  REDIS_URL: url('redis:', 'rediss:').optional(),
  REDIS_PASSWORD: z.string().optional(),
  COGNITO_USER_POOL_ID: variable('a user pool id like eu-west-1_AbCdEf123', isUserPoolId).optional(),
  COGNITO_CLIENT_ID: z.string().optional(),
  OIDC_ISSUER: variable(
    "the issuer's https:// URL without query or fragment (http:// on a loopback host only)",
    (value) => isTamperProof(value) && !/[?#]/.test(value),
  ).optional(),
  OIDC_AUDIENCE: z.string().optional(),
  OIDC_ROLES_CLAIM: z.string().default('roles'),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_SCOPE: variable('scopes separated by single spaces, openid among them', isOpenIdScope).optional(),
  EMBEDDED_ISSUER: oneOf(['allow']).optional(),
  ALLOWED_ORIGINS: variable('origins like https://exams.example.org, separated by commas', (value) =>
    listed(value).every(isOrigin),
  )
    .default('')
    .transform((value) => listed(value).map((origin) => new URL(origin).origin)),
  // The shortest interval that a policy may ask for makes five frames a second.
  CANDIDATE_REQUESTS_PER_SECOND: wholeNumber(1, 10_000).default(10),
  SAMPLE_API: oneOf(['on']).optional(),
  SAMPLE_API_EXAM: variable("an exam's id: up to 64 letters, digits, dots, dashes and underscores", (value) =>
    EXAM_ID_PATTERN.test(value),
  ).default('demo'),
  SAMPLE_API_ENROLMENT: oneOf(['staff', 'self']).default('staff'),
  LOG_LEVEL: oneOf(LOG_LEVELS).default('info'),
  LOG_LOAD_SECONDS: wholeNumber(1, 3_600).optional(),
  METRICS_TOKEN: variable('16 to 512 visible ASCII characters', (value) =>
    /^[\x21-\x7e]{16,512}$/.test(value),
  ).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: url('http:', 'https:').optional(),
  OTEL_TRACES_SAMPLER_ARG: variable('a number from 0 to 1', (value) => /^(0|1|[01]?\.\d+)$/.test(value) && +value <= 1)
    .transform(Number)
    .default(1),
});

export type Variables = z.output<typeof VARIABLES>;

function listed(value: string): readonly string[] {
  return value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function isUserPoolId(value: string): boolean {
  try {
    return CognitoJwtVerifier.parseUserPoolId(value).issuer !== '';
  } catch {
    return false;
  }
}

/** The characters are those of RFC 6749 §3.3; without `openid` a provider signs nobody in (OpenID Connect Core §3.1.2.1). */
function isOpenIdScope(value: string): boolean {
  const scopes = value.split(' ');
  return scopes.includes('openid') && scopes.every((scope) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope));
}

function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { origin, href } = new URL(value);
  return /^https?:/.test(origin) && (href === origin || href === `${origin}/`);
}
