import { describe, expect, it } from '@jest/globals';
import { ConfigError } from '../../src/config.js';
import { type Environment, mistakesIn } from '../support/configMistakes.js';

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
