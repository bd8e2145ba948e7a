/** What no environment variable gets wrong alone: choices that exclude each other, and choices that lack their other half. */
import { isLoopback } from '../auth/loopback.js';
import { isHost } from './variables.js';

/** Looks at the raw values, so that what contradicts is found even where something else is a mistake; one line each. */
export function contradictionsIn(given: Readonly<Record<string, string>>): readonly string[] {
  const isSet = (name: string) => given[name] !== undefined;
  const hasRegion = isSet('REGION') || isSet('AWS_REGION');
  const usesRekognition = ['rekognition', 'cascade'].includes(given['VISION_ENGINE'] ?? '');
  const usesCognito = isSet('COGNITO_USER_POOL_ID') || isSet('COGNITO_CLIENT_ID');
  const usesOidc = isSet('OIDC_ISSUER') || isSet('OIDC_AUDIENCE');
  const host = given['HOST'] ?? '127.0.0.1';
  const isExposed = isHost(host) && !isLoopback(host);
  return [
    ...missingPartner(isSet, 'COGNITO_USER_POOL_ID', 'COGNITO_CLIENT_ID'),
    ...missingPartner(isSet, 'OIDC_ISSUER', 'OIDC_AUDIENCE'),
    ...lineIf(
      usesCognito && usesOidc,
      'OIDC_ISSUER and COGNITO_USER_POOL_ID name two identity providers; set the variables of one of them only',
    ),
    ...lineIf(
      isSet('OIDC_ROLES_CLAIM') && !usesOidc,
      'OIDC_ROLES_CLAIM is set without OIDC_ISSUER and OIDC_AUDIENCE; set these too, or unset it',
    ),
    ...lineIf(
      isSet('OIDC_CLIENT_ID') && !usesOidc,
      usesCognito
        ? 'OIDC_CLIENT_ID is set beside a Cognito user pool, whose client is COGNITO_CLIENT_ID; unset it'
        : 'OIDC_CLIENT_ID is set without OIDC_ISSUER and OIDC_AUDIENCE; set these too, or unset it',
    ),
    ...lineIf(
      isSet('OIDC_SCOPE') && !isSet('OIDC_CLIENT_ID') && !usesCognito,
      'OIDC_SCOPE is set, but no client of an identity provider for the pages to sign in with; set OIDC_CLIENT_ID too, or unset it',
    ),
    ...['SAMPLE_API_EXAM', 'SAMPLE_API_ENROLMENT'].flatMap((name) =>
      lineIf(isSet(name) && !isSet('SAMPLE_API'), `${name} is set, but SAMPLE_API is not; set it to on, or unset this`),
    ),
    ...lineIf(
      isSet('REDIS_PASSWORD') && !isSet('REDIS_URL'),
      'REDIS_PASSWORD is set without REDIS_URL; set that too, or unset it',
    ),
    ...lineIf(
      isSet('CASCADE_CALLS_PER_HOUR') && given['VISION_ENGINE'] !== 'cascade',
      'CASCADE_CALLS_PER_HOUR is set, but VISION_ENGINE is not cascade; set it so, or unset this',
    ),
    ...lineIf(
      isSet('REKOGNITION_USD_PER_1000_CALLS') && !usesRekognition,
      'REKOGNITION_USD_PER_1000_CALLS is set, but VISION_ENGINE is neither rekognition nor cascade; set it so, or unset this',
    ),
    ...lineIf(
      usesRekognition && !hasRegion,
      `REGION is not set; VISION_ENGINE=${given['VISION_ENGINE']} needs it (or AWS_REGION), for example eu-west-1`,
    ),
    ...lineIf(
      given['DYNAMODB_ENDPOINT'] === 'aws' && !hasRegion,
      'REGION is not set; DYNAMODB_ENDPOINT=aws needs it (or AWS_REGION), for example eu-west-1',
    ),
    ...lineIf(
      isExposed && !usesCognito && !usesOidc && !isSet('EMBEDDED_ISSUER'),
      `HOST is "${host}", which other machines can reach, but no identity provider is set; set COGNITO_USER_POOL_ID and COGNITO_CLIENT_ID, or OIDC_ISSUER and OIDC_AUDIENCE, or a loopback HOST, or EMBEDDED_ISSUER=allow if tokens signed with the key in DATA_DIR are meant to be trusted there`,
    ),
  ];
}

function lineIf(isMistake: boolean, line: string): readonly string[] {
  return isMistake ? [line] : [];
}

function missingPartner(isSet: (name: string) => boolean, one: string, other: string): readonly string[] {
  if (isSet(one) === isSet(other)) return [];
  const [present, absent] = isSet(one) ? [one, other] : [other, one];
  return [`${absent} is not set, but ${present} is; set both, or neither`];
}
