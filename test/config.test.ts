import { isAbsolute } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ConfigError, loadConfig } from '../src/config.js';

type Environment = Readonly<Record<string, string>>;

/** The mistakes that `loadConfig` reports; none when it accepts the environment. */
function mistakesIn(env: Environment): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
}

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

describe('a mistake', () => {
  it.each<[string, Environment, string | RegExp]>([
    ['a port that is no number', { PORT: '4000x' }, 'PORT is "4000x"; it must be a whole number from 0 to 65535'],
    ['a port beyond the last', { PORT: '65536' }, /^PORT is "65536"/],
    ['a negative port', { PORT: '-1' }, /^PORT is "-1"/],
    [
      'a host with a scheme',
      { HOST: 'http://localhost' },
      'HOST is "http://localhost"; it must be an IP address or a host name',
    ],
    [
      'an unknown engine',
      { VISION_ENGINE: 'yolo' },
      'VISION_ENGINE is "yolo"; it must be one of embedded, rekognition, cascade',
    ],
    [
      'a budget of no cascade',
      { CASCADE_CALLS_PER_HOUR: '60' },
      'CASCADE_CALLS_PER_HOUR is set, but VISION_ENGINE is not cascade; set it so, or unset this',
    ],
    [
      'a price of nothing that is asked for',
      { REKOGNITION_USD_PER_1000_CALLS: '0.8' },
      'REKOGNITION_USD_PER_1000_CALLS is set, but VISION_ENGINE is neither rekognition nor cascade; set it so, or unset this',
    ],
    [
      'a price with a currency',
      { REKOGNITION_USD_PER_1000_CALLS: '$1', VISION_ENGINE: 'cascade', REGION: 'eu-west-1' },
      'REKOGNITION_USD_PER_1000_CALLS is "$1"; it must be an amount of US dollars from 0 to 1000, such as 0.80',
    ],
    ['a cascade without a region', { VISION_ENGINE: 'cascade' }, /^REGION is not set; VISION_ENGINE=cascade/],
    ['no thread', { VISION_THREADS: '0' }, /^VISION_THREADS is "0"; it must be a whole number from 1 to 256/],
    ['a collection that Rekognition refuses', { COLLECTION_ID: 'my faces' }, /^COLLECTION_ID is "my faces"/],
    ['a table that DynamoDB refuses', { FACES_TABLENAME: 'ab' }, /^FACES_TABLENAME is "ab"; it must be 3 to 255/],
    ['a prefix that DynamoDB refuses', { TABLE_PREFIX: 'a/b' }, /^TABLE_PREFIX is "a\/b"/],
    [
      'a confidence above 100',
      { MIN_CONFIDENCE: '100.1' },
      'MIN_CONFIDENCE is "100.1"; it must be a number from 0 to 100',
    ],
    ['an endpoint without a scheme', { DYNAMODB_ENDPOINT: 'db:8000' }, /^DYNAMODB_ENDPOINT is "db:8000"; .*or "aws"/],
    ["Amazon's DynamoDB without a region", { DYNAMODB_ENDPOINT: 'aws' }, /^REGION is not set; DYNAMODB_ENDPOINT=aws/],
    ['a password of no Redis', { REDIS_PASSWORD: 'secret' }, /^REDIS_PASSWORD is set without REDIS_URL/],
    ['Rekognition without a region', { VISION_ENGINE: 'rekognition' }, /^REGION is not set; VISION_ENGINE=rekognition/],
    ['an endpoint that is no URL', { REKOGNITION_ENDPOINT: 'rekognition' }, /^REKOGNITION_ENDPOINT is "rekognition"/],
    [
      'half of a user pool',
      { COGNITO_USER_POOL_ID: 'eu-west-1_a' },
      /^COGNITO_CLIENT_ID is not set, but COGNITO_USER_POOL_ID is/,
    ],
    ['its other half', { COGNITO_CLIENT_ID: 'a' }, /^COGNITO_USER_POOL_ID is not set, but COGNITO_CLIENT_ID is/],
    [
      'a user pool without region',
      { COGNITO_USER_POOL_ID: 'pool', COGNITO_CLIENT_ID: 'a' },
      /^COGNITO_USER_POOL_ID is "pool"/,
    ],
    ['an issuer without audience', { OIDC_ISSUER: 'https://id.example.org' }, /^OIDC_AUDIENCE is not set/],
    [
      'an issuer over http',
      { OIDC_ISSUER: 'http://id.example.org', OIDC_AUDIENCE: 'a' },
      /^OIDC_ISSUER is "http:.*https:/,
    ],
    ['a claim of no issuer', { OIDC_ROLES_CLAIM: 'groups' }, /^OIDC_ROLES_CLAIM is set without OIDC_ISSUER/],
    ['a client of no issuer', { OIDC_CLIENT_ID: 'pages' }, /^OIDC_CLIENT_ID is set without OIDC_ISSUER/],
    [
      'a second client of a user pool',
      { COGNITO_USER_POOL_ID: 'eu-west-1_a', COGNITO_CLIENT_ID: 'a', OIDC_CLIENT_ID: 'pages' },
      /^OIDC_CLIENT_ID .* COGNITO_CLIENT_ID; unset it$/,
    ],
    ['scopes that nobody asks for', { OIDC_SCOPE: 'openid' }, /^OIDC_SCOPE is set, but no client .* OIDC_CLIENT_ID/],
    [
      'scopes that sign nobody in',
      { COGNITO_USER_POOL_ID: 'eu-west-1_a', COGNITO_CLIENT_ID: 'a', OIDC_SCOPE: 'profile,openid' },
      /^OIDC_SCOPE is "profile,openid"; it must be scopes .* openid among them$/,
    ],
    [
      'two identity providers',
      {
        COGNITO_USER_POOL_ID: 'eu-west-1_a',
        COGNITO_CLIENT_ID: 'a',
        OIDC_ISSUER: 'https://id.example.org',
        OIDC_AUDIENCE: 'a',
      },
      /two identity providers/,
    ],
    ['a word that allows nothing', { EMBEDDED_ISSUER: 'yes' }, 'EMBEDDED_ISSUER is "yes"; it must be "allow"'],
    ['an origin with a path', { ALLOWED_ORIGINS: 'https://a.example/exam' }, /^ALLOWED_ORIGINS is/],
    ['every origin', { ALLOWED_ORIGINS: '*' }, /^ALLOWED_ORIGINS is "\*"/],
    ['a word that turns nothing on', { SAMPLE_API: 'true' }, 'SAMPLE_API is "true"; it must be "on"'],
    ['an exam that can not be', { SAMPLE_API: 'on', SAMPLE_API_EXAM: 'a/b' }, /^SAMPLE_API_EXAM is "a\/b"/],
    [
      'an exam of routes that are off',
      { SAMPLE_API_EXAM: 'algebra' },
      /^SAMPLE_API_EXAM is set, but SAMPLE_API is not/,
    ],
    [
      'an enrolment of routes that are off',
      { SAMPLE_API_ENROLMENT: 'self' },
      /^SAMPLE_API_ENROLMENT is set, but SAMPLE_API is not/,
    ],
    [
      'a collector that is no URL',
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' },
      /^OTEL_EXPORTER_OTLP_ENDPOINT is/,
    ],
    ['more than all traces', { OTEL_TRACES_SAMPLER_ARG: '1.5' }, /^OTEL_TRACES_SAMPLER_ARG is "1.5"/],
    ['an unknown level', { LOG_LEVEL: 'loud' }, /^LOG_LEVEL is "loud"; it must be one of trace, debug/],
  ])('is reported alone: %s', (_, env, line) => {
    expect(mistakesIn(env)).toEqual([typeof line === 'string' ? line : expect.stringMatching(line)]);
  });

  it('is reported with all the others, each on its line', () => {
    const env = {
      PORT: 'x',
      MIN_CONFIDENCE: 'high',
      VISION_ENGINE: 'rekognition',
      COGNITO_CLIENT_ID: 'a',
      HOST: 'not a host',
      REDIS_URL: 'cache',
    };
    const mistakes = mistakesIn(env);
    expect(mistakes.map((line) => line.split(' ')[0])).toEqual([
      'HOST',
      'PORT',
      'MIN_CONFIDENCE',
      'REDIS_URL',
      'COGNITO_USER_POOL_ID',
      'REGION',
    ]);
    const { message } = new ConfigError(mistakes);
    expect(message).toMatch(/^The configuration has 6 mistakes:\n/);
    expect(message.split('\n')).toHaveLength(7);
  });

  it('is reported without repeating what may be a password', () => {
    expect(mistakesIn({ REDIS_URL: 'redis//:hunter2@cache' })).toEqual([
      'REDIS_URL is not usable; it must be a URL that starts with redis:// or rediss://',
    ]);
  });
});
