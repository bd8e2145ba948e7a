/** The environment, turned into one typed and validated configuration. All mistakes are reported at once. */
import { resolve } from 'node:path';
import type { z } from 'zod';
import { isLoopback } from './auth/loopback.js';
import { contradictionsIn } from './config/contradictions.js';
import { type LOG_LEVELS, VARIABLES, type Variables } from './config/variables.js';

export type IdentityProvider = { readonly kind: 'embedded' } | CognitoIdentity | OidcIdentity;

export interface CognitoIdentity {
  readonly kind: 'cognito';
  readonly userPoolId: string;
  readonly clientId: string;
  /** What our own pages ask for when they sign people in; absent, they decide. */
  readonly scope?: string;
}

export interface OidcIdentity {
  readonly kind: 'oidc';
  readonly issuer: string;
  readonly audience: string;
  readonly rolesClaim: string;
  /** As whom our own pages sign people in; absent, they don't. */
  readonly pages?: { readonly clientId: string; readonly scope?: string };
}

/** Amazon's DynamoDB is used only when asked for by name: an AWS_REGION that happens to be set never moves data there. */
export type DynamoDbService =
  | { readonly kind: 'embedded' }
  | { readonly kind: 'endpoint'; readonly url: string; readonly region: string }
  | { readonly kind: 'aws'; readonly region: string };

/** Who looks at pictures. The cascade looks itself, and asks Rekognition where it is in doubt. */
export type VisionService =
  | { readonly kind: 'embedded' }
  | { readonly kind: 'rekognition'; readonly region: string; readonly endpoint?: string }
  | {
      readonly kind: 'cascade';
      readonly region: string;
      readonly endpoint?: string;
      /** What a session may cost, in calls of Rekognition. */
      readonly callsPerHour: number;
    };

/** The routes of the AWS sample that this product grew out of, for clients that speak to it. */
export interface SampleApi {
  /** The exam that its frames belong to. */
  readonly examId: string;
  /** Who may enrol faces: staff alone, or everybody their own. */
  readonly enrolment: 'staff' | 'self';
}

/** Who may read `/metrics`; for nobody it is not there. */
export type MetricsAccess =
  | { readonly kind: 'anybody' | 'nobody' }
  | { readonly kind: 'token'; readonly token: string };

export interface Tracing {
  /** Of a collector that speaks OTLP over HTTP; `/v1/traces` follows. */
  readonly endpoint: string;
  /** The share of traces that are kept, 0–1, of those that no caller has decided about. */
  readonly sampleRatio: number;
}

export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Config {
  readonly host: string;
  /** 0 lets the system choose a free one. */
  readonly port: number;
  /** Absolute. */
  readonly dataDir: string;
  readonly vision: VisionService;
  /** What calls of Rekognition are estimated to cost, in US dollars. */
  readonly dollarsPerThousandCalls: number;
  /** Worker threads of the embedded engine; absent, the engine decides. */
  readonly visionThreads?: number;
  readonly collectionId: string;
  readonly facesTableName: string;
  readonly tablePrefix: string;
  /** 0–100. */
  readonly minConfidence: number;
  readonly objectsOfInterest: readonly string[];
  /** The AWS region; present whenever an AWS service is used. */
  readonly region?: string;
  readonly dynamodb: DynamoDbService;
  readonly redisUrl?: string;
  readonly identity: IdentityProvider;
  /** Origins beside our own from which a browser may open a WebSocket or call the API. */
  readonly allowedOrigins: readonly string[];
  /** How fast one candidate may ask: root fields a second. */
  readonly pace: { readonly perSecond: number };
  /** Absent where these routes are not served. */
  readonly sampleApi?: SampleApi;
  readonly logLevel: LogLevel;
  readonly metrics: MetricsAccess;
  /** Absent, nothing is traced. */
  readonly tracing?: Tracing;
  /** How often the log says how busy the node is; absent, never. */
  readonly logLoadMs?: number;
}

/** Every mistake found in the environment, one line each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly mistakes: readonly string[]) {
    super(
      `The configuration has ${mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`}:\n${mistakes.map((mistake) => `  - ${mistake}`).join('\n')}`,
    );
  }
}

/**
 * Reads the configuration. A variable that is set to nothing counts as not set.
 * @throws ConfigError naming every mistake
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = withoutEmpty(env);
  const read = VARIABLES.safeParse(given);
  const mistakes = [...(read.error?.issues ?? []).map((issue) => mistakeIn(issue, given)), ...contradictionsIn(given)];
  if (!read.success || mistakes.length > 0) throw new ConfigError(mistakes);
  return configFrom(read.data);
}

type Given = Readonly<Record<string, string>>;

function withoutEmpty(env: Readonly<Record<string, string | undefined>>): Given {
  return Object.fromEntries(
    Object.entries(env)
      .map(([name, value = '']) => [name, value.trim()] as const)
      .filter(([, value]) => value !== ''),
  );
}

/** Repeats the value, so that a typing error is seen; but not what could hold a password. */
function mistakeIn(issue: z.core.$ZodIssue, given: Given): string {
  const name = String(issue.path[0]);
  const value = given[name] ?? '';
  const isSecret = name.endsWith('_TOKEN') || value.includes('@') || value.length > 100;
  const shown = isSecret ? 'not usable' : `"${value}"`;
  return `${name} is ${shown}; it must be ${issue.message}`;
}

function configFrom(variables: Variables): Config {
  const region = variables.REGION ?? variables.AWS_REGION;
  return {
    host: variables.HOST,
    port: variables.PORT,
    dataDir: resolve(variables.DATA_DIR),
    vision: visionService(variables, region),
    dollarsPerThousandCalls: variables.REKOGNITION_USD_PER_1000_CALLS,
    ...(variables.VISION_THREADS !== undefined && { visionThreads: variables.VISION_THREADS }),
    collectionId: variables.COLLECTION_ID,
    facesTableName: variables.FACES_TABLENAME ?? `${variables.TABLE_PREFIX}faces`,
    tablePrefix: variables.TABLE_PREFIX,
    minConfidence: variables.MIN_CONFIDENCE,
    objectsOfInterest: variables.OBJECTS_OF_INTEREST_LABELS,
    ...(region !== undefined && { region }),
    dynamodb: dynamoDbService(variables.DYNAMODB_ENDPOINT, region),
    ...(variables.REDIS_URL !== undefined && { redisUrl: withPassword(variables.REDIS_URL, variables.REDIS_PASSWORD) }),
    identity: identityProvider(variables),
    allowedOrigins: variables.ALLOWED_ORIGINS,
    pace: { perSecond: variables.CANDIDATE_REQUESTS_PER_SECOND },
    ...(variables.SAMPLE_API && {
      sampleApi: { examId: variables.SAMPLE_API_EXAM, enrolment: variables.SAMPLE_API_ENROLMENT },
    }),
    logLevel: variables.LOG_LEVEL,
    ...(variables.LOG_LOAD_SECONDS !== undefined && { logLoadMs: variables.LOG_LOAD_SECONDS * 1_000 }),
    metrics: metricsAccess(variables),
    ...tracing(variables),
  };
}

/** On a loopback address whoever can ask is on this machine; a token is asked for all the same where one is set. */
function metricsAccess({ HOST, METRICS_TOKEN: token }: Variables): MetricsAccess {
  if (token !== undefined) return { kind: 'token', token };
  return { kind: isLoopback(HOST) ? 'anybody' : 'nobody' };
}

function tracing(variables: Variables): Pick<Config, 'tracing'> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: sampleRatio } = variables;
  return endpoint === undefined ? {} : { tracing: { endpoint, sampleRatio } };
}

function visionService(
  { VISION_ENGINE: kind, REKOGNITION_ENDPOINT: endpoint, CASCADE_CALLS_PER_HOUR: callsPerHour }: Variables,
  region: string | undefined,
): VisionService {
  if (kind === 'embedded') return { kind };
  if (region === undefined) throw new ConfigError([`REGION is not set; VISION_ENGINE=${kind} needs it`]);
  const where = { region, ...(endpoint !== undefined && { endpoint }) };
  return kind === 'cascade' ? { kind, ...where, callsPerHour } : { kind, ...where };
}

/** Secrets are often kept apart from what is no secret. */
function withPassword(url: string, password: string | undefined): string {
  if (password === undefined) return url;
  const withIt = new URL(url);
  withIt.password = encodeURIComponent(password);
  return withIt.href;
}

function dynamoDbService(endpoint: string | undefined, region: string | undefined): DynamoDbService {
  if (endpoint === undefined) return { kind: 'embedded' };
  // Compatible databases ask for a region only because the signature of a request names one; any will do.
  if (endpoint !== 'aws') return { kind: 'endpoint', url: endpoint, region: region ?? 'us-east-1' };
  if (region === undefined) throw new ConfigError(['REGION is not set; DYNAMODB_ENDPOINT=aws needs it']);
  return { kind: 'aws', region };
}

function identityProvider(variables: Variables): IdentityProvider {
  const scope = variables.OIDC_SCOPE !== undefined && { scope: variables.OIDC_SCOPE };
  const { COGNITO_USER_POOL_ID: userPoolId, COGNITO_CLIENT_ID: clientId } = variables;
  if (userPoolId !== undefined && clientId !== undefined) return { kind: 'cognito', userPoolId, clientId, ...scope };
  const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience, OIDC_ROLES_CLAIM: rolesClaim } = variables;
  if (issuer !== undefined && audience !== undefined) {
    const pages = variables.OIDC_CLIENT_ID !== undefined && { pages: { clientId: variables.OIDC_CLIENT_ID, ...scope } };
    return { kind: 'oidc', issuer, audience, rolesClaim, ...pages };
  }
  return { kind: 'embedded' };
}
