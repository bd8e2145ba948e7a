import { isAbsolute } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../src/config.js';
import { type Environment, mistakesIn } from './support/configMistakes.js';

describe('the configuration without any variable', () => {
  it('runs everything on this machine', () => {
    const { dataDir, ...rest } = loadConfig({});
    expect(isAbsolute(dataDir)).toBe(true);
    expect(dataDir).toMatch(/\.data$/);
    expect(rest).toEqual({
      host: '127.0.0.1',
      port: 4000,
      vision: { kind: 'embedded' },
      dollarsPerThousandCalls: 1,
      collectionId: 'virtual-proctor',
      facesTableName: 'virtual-proctor-faces',
      tablePrefix: 'virtual-proctor-',
      minConfidence: 85,
      objectsOfInterest: ['Mobile Phone', 'Cell Phone'],
      dynamodb: { kind: 'embedded' },
      identity: { kind: 'embedded' },
      allowedOrigins: [],
      pace: { perSecond: 10 },
      logLevel: 'info',
      metrics: { kind: 'anybody' },
    });
  });

  it('is the same when every variable is set to nothing', () => {
    const empty = Object.fromEntries(
      ['PORT', 'HOST', 'DATA_DIR', 'VISION_ENGINE', 'FACES_TABLENAME', 'OIDC_ISSUER', 'REDIS_URL'].map((name) => [
        name,
        ' ',
      ]),
    );
    expect(loadConfig(empty)).toEqual(loadConfig({}));
  });
});

describe('the configuration', () => {
  it('takes what the environment says', () => {
    expect(
      loadConfig({
        HOST: '::1',
        PORT: '0',
        DATA_DIR: '/var/lib/proctor',
        VISION_ENGINE: 'rekognition',
        VISION_THREADS: '3',
        REKOGNITION_USD_PER_1000_CALLS: '0.8',
        COLLECTION_ID: 'rekognitionCollection',
        TABLE_PREFIX: 'exam-',
        MIN_CONFIDENCE: '72.5',
        OBJECTS_OF_INTEREST_LABELS: ' Book, ,Laptop ,',
        REGION: 'eu-west-1',
        AWS_REGION: 'us-east-2',
        REKOGNITION_ENDPOINT: 'http://127.0.0.1:9000',
        REDIS_URL: 'rediss://:secret@cache.example.org:6380/1',
        ALLOWED_ORIGINS: 'https://exams.example.org/, http://localhost:5173',
        CANDIDATE_REQUESTS_PER_SECOND: '25',
        SAMPLE_API: 'on',
        SAMPLE_API_EXAM: 'algebra-1',
        SAMPLE_API_ENROLMENT: 'self',
        LOG_LEVEL: 'debug',
        METRICS_TOKEN: 'a-token-for-metrics',
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
        OTEL_TRACES_SAMPLER_ARG: '0.25',
        LOG_LOAD_SECONDS: '60',
      }),
    ).toEqual({
      host: '::1',
      port: 0,
      dataDir: '/var/lib/proctor',
      vision: { kind: 'rekognition', region: 'eu-west-1', endpoint: 'http://127.0.0.1:9000' },
      visionThreads: 3,
      dollarsPerThousandCalls: 0.8,
      collectionId: 'rekognitionCollection',
      facesTableName: 'exam-faces',
      tablePrefix: 'exam-',
      minConfidence: 72.5,
      objectsOfInterest: ['Book', 'Laptop'],
      region: 'eu-west-1',
      dynamodb: { kind: 'embedded' },
      redisUrl: 'rediss://:secret@cache.example.org:6380/1',
      identity: { kind: 'embedded' },
      allowedOrigins: ['https://exams.example.org', 'http://localhost:5173'],
      pace: { perSecond: 25 },
      sampleApi: { examId: 'algebra-1', enrolment: 'self' },
      logLevel: 'debug',
      logLoadMs: 60_000,
      metrics: { kind: 'token', token: 'a-token-for-metrics' },
      tracing: { endpoint: 'http://collector:4318', sampleRatio: 0.25 },
    });
  });

  it('puts a password that is kept apart into the address of Redis', () => {
    const { redisUrl } = loadConfig({ REDIS_URL: 'rediss://cache.example.org:6380', REDIS_PASSWORD: 'a/b@c' });
    const { hostname, port, password } = new URL(redisUrl ?? '');
    expect([hostname, port, decodeURIComponent(password)]).toEqual(['cache.example.org', '6380', 'a/b@c']);
  });

  it("keeps a faces table's own name beside the prefix of the others", () => {
    const { facesTableName, tablePrefix } = loadConfig({ FACES_TABLENAME: 'Faces', TABLE_PREFIX: 'p-' });
    expect({ facesTableName, tablePrefix }).toEqual({ facesTableName: 'Faces', tablePrefix: 'p-' });
  });

  it("serves the sample's routes for the demo exam, where staff enrols, unless told more than that they are wanted", () => {
    expect(loadConfig({ SAMPLE_API: 'on' }).sampleApi).toEqual({ examId: 'demo', enrolment: 'staff' });
  });

  it('can watch for no objects at all', () => {
    expect(loadConfig({ OBJECTS_OF_INTEREST_LABELS: ',' }).objectsOfInterest).toEqual([]);
  });
});

describe('the DynamoDB that is used', () => {
  it.each<[string, Environment, object]>([
    [
      'stays the embedded one where a region is set for other purposes',
      { AWS_REGION: 'eu-west-1' },
      { kind: 'embedded' },
    ],
    [
      'is a compatible one where an endpoint is given',
      { DYNAMODB_ENDPOINT: 'http://db:8000' },
      { kind: 'endpoint', url: 'http://db:8000', region: 'us-east-1' },
    ],
    [
      'is a compatible one of the given region',
      { DYNAMODB_ENDPOINT: 'http://db:8000', AWS_REGION: 'local' },
      { kind: 'endpoint', url: 'http://db:8000', region: 'local' },
    ],
    [
      "is Amazon's where that is said",
      { DYNAMODB_ENDPOINT: 'aws', AWS_REGION: 'eu-west-1' },
      { kind: 'aws', region: 'eu-west-1' },
    ],
  ])('%s', (_, env, dynamodb) => {
    expect(loadConfig(env).dynamodb).toEqual(dynamodb);
  });
});

describe('the identity provider', () => {
  it.each<[string, Environment, object]>([
    [
      'is a Cognito user pool where one is named',
      { COGNITO_USER_POOL_ID: 'eu-west-1_AbCdEf123', COGNITO_CLIENT_ID: 'client' },
      { kind: 'cognito', userPoolId: 'eu-west-1_AbCdEf123', clientId: 'client' },
    ],
    [
      'is an OpenID provider where one is named',
      { OIDC_ISSUER: 'https://id.example.org/realms/exams', OIDC_AUDIENCE: 'proctor' },
      { kind: 'oidc', issuer: 'https://id.example.org/realms/exams', audience: 'proctor', rolesClaim: 'roles' },
    ],
    [
      'may keep its roles in another claim, and speak http on this machine',
      {
        OIDC_ISSUER: 'http://localhost:8080/realms/exams',
        OIDC_AUDIENCE: 'proctor',
        OIDC_ROLES_CLAIM: 'realm_access.roles',
      },
      {
        kind: 'oidc',
        issuer: 'http://localhost:8080/realms/exams',
        audience: 'proctor',
        rolesClaim: 'realm_access.roles',
      },
    ],
    [
      'may sign people in on our pages',
      { OIDC_ISSUER: 'https://id.example.org', OIDC_AUDIENCE: 'proctor', OIDC_CLIENT_ID: 'pages' },
      {
        kind: 'oidc',
        issuer: 'https://id.example.org',
        audience: 'proctor',
        rolesClaim: 'roles',
        pages: { clientId: 'pages' },
      },
    ],
    [
      'may be asked there for more than usual',
      {
        OIDC_ISSUER: 'https://id.example.org',
        OIDC_AUDIENCE: 'proctor',
        OIDC_CLIENT_ID: 'pages',
        OIDC_SCOPE: 'openid api://proctor/watch',
      },
      {
        kind: 'oidc',
        issuer: 'https://id.example.org',
        audience: 'proctor',
        rolesClaim: 'roles',
        pages: { clientId: 'pages', scope: 'openid api://proctor/watch' },
      },
    ],
    [
      'may be asked for less, being a user pool',
      { COGNITO_USER_POOL_ID: 'eu-west-1_AbCdEf123', COGNITO_CLIENT_ID: 'client', OIDC_SCOPE: 'openid' },
      { kind: 'cognito', userPoolId: 'eu-west-1_AbCdEf123', clientId: 'client', scope: 'openid' },
    ],
  ])('%s, on any host', (_, env, identity) => {
    expect(loadConfig({ ...env, HOST: '0.0.0.0' }).identity).toEqual(identity);
  });

  it.each(['127.0.0.1', '127.8.0.9', '::1', 'localhost'])('is the embedded issuer on the loopback host %s', (HOST) => {
    expect(loadConfig({ HOST }).identity).toEqual({ kind: 'embedded' });
  });

  it.each(['0.0.0.0', '::', '192.168.1.4', 'proctor.example.org', '127.example.org'])(
    'must be chosen on %s, unless the embedded issuer is meant to be trusted there',
    (HOST) => {
      expect(mistakesIn({ HOST })).toEqual([expect.stringMatching(/^HOST is .*EMBEDDED_ISSUER=allow/)]);
      expect(loadConfig({ HOST, EMBEDDED_ISSUER: 'allow' }).identity).toEqual({ kind: 'embedded' });
    },
  );
});

describe('who may read the metrics', () => {
  it.each<[string, Environment, object]>([
    ['is anybody on a loopback host', { HOST: '::1' }, { kind: 'anybody' }],
    ['is nobody on another one', { HOST: '0.0.0.0' }, { kind: 'nobody' }],
    [
      'is who has the token, on any host',
      { HOST: '0.0.0.0', METRICS_TOKEN: '0123456789abcdef' },
      { kind: 'token', token: '0123456789abcdef' },
    ],
  ])('%s', (_, env, metrics) => {
    expect(loadConfig({ ...env, EMBEDDED_ISSUER: 'allow' }).metrics).toEqual(metrics);
  });

  it('never repeats a token that is not usable', () => {
    const [mistake] = mistakesIn({ METRICS_TOKEN: 'hunter2' });
    expect(mistake).toBe('METRICS_TOKEN is not usable; it must be 16 to 512 visible ASCII characters');
  });
});

it.each<[string, Environment, number]>([
  ['120 calls an hour', {}, 120],
  ['as many as are allowed', { CASCADE_CALLS_PER_HOUR: '0' }, 0],
])('lets the cascade ask Rekognition %s of each session', (_, env, callsPerHour) => {
  const { vision } = loadConfig({ VISION_ENGINE: 'cascade', REGION: 'eu-west-1', ...env });
  expect(vision).toEqual({ kind: 'cascade', region: 'eu-west-1', callsPerHour });
});

it('traces everything that no caller has decided about, where a collector is named', () => {
  const { tracing } = loadConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example.org' });
  expect(tracing).toEqual({ endpoint: 'https://collector.example.org', sampleRatio: 1 });
});
