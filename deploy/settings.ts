/** What whoever deploys decides; everything else is decided here. */
import { ConfigError, loadConfig } from '../src/config.js';

export interface DeploymentSettings {
  /** The name under which people reach the pages, such as `proctor.example.org`. */
  readonly domain: string;
  /** The ARN of an issued ACM certificate for it, in the stack's region. Browsers give no camera to pages without TLS. */
  readonly certificate: string;
  readonly engine: 'embedded' | 'rekognition' | 'cascade';
  /** How many nodes there always are, and at most. */
  readonly nodes: { readonly least: number; readonly most: number };
  /** Who is told of alarms; nobody when left out. */
  readonly alarmEmail?: string;
  /** Of the nodes, beside those that the stack sets itself. */
  readonly variables: Readonly<Record<string, string>>;
}

const ENGINES = ['embedded', 'rekognition', 'cascade'] as const;

/** The product's own variables that may be given by their names. The others follow from the stack, or are secrets. */
export const PASSED_ON = [
  'ALLOWED_ORIGINS',
  'CASCADE_CALLS_PER_HOUR',
  'LOG_LEVEL',
  'MIN_CONFIDENCE',
  'OBJECTS_OF_INTEREST_LABELS',
  'REKOGNITION_USD_PER_1000_CALLS',
  'SAMPLE_API',
  'SAMPLE_API_ENROLMENT',
  'SAMPLE_API_EXAM',
] as const;

/**
 * Reads the settings from the CDK's context.
 * @param region where the stack is to be, if that is known yet
 * @throws Error naming every mistake
 */
export function settingsFrom(context: (name: string) => unknown, region?: string): DeploymentSettings {
  const given = (name: string) => {
    const value = context(name);
    return value === undefined || value === '' ? undefined : String(value);
  };
  const domain = given('domain') ?? '';
  const certificate = given('certificate') ?? '';
  const engine = ENGINES.find((name) => name === (given('engine') ?? 'cascade'));
  const [least, most] = [Number(given('nodes') ?? 2), Number(given('mostNodes') ?? 10)];
  const alarmEmail = given('alarmEmail');
  const variables = Object.fromEntries(
    PASSED_ON.flatMap((name) => {
      const value = given(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const mistakes = [
    ...lineIf(!/^([a-z0-9-]+\.)+[a-z]{2,}$/i.test(domain), '-c domain=… must be a host name like proctor.example.org'),
    ...certificateMistakes(certificate, region),
    ...lineIf(!engine, `-c engine=… must be one of ${ENGINES.join(', ')}`),
    ...lineIf(!isWhole(least) || least < 1, '-c nodes=… must be a whole number from 1 on'),
    ...lineIf(!isWhole(most) || most < least, '-c mostNodes=… must be a whole number, not less than nodes'),
    ...mistakesOfVariables({ ...variables, VISION_ENGINE: engine ?? 'embedded' }),
  ];
  if (mistakes.length > 0 || !engine) throw new Error(`The deployment can't be planned:\n${mistakes.join('\n')}`);
  return {
    domain,
    certificate,
    engine,
    nodes: { least, most },
    ...(alarmEmail !== undefined && { alarmEmail }),
    variables,
  };
}

function certificateMistakes(certificate: string, region: string | undefined): readonly string[] {
  const [arn, , service, itsRegion] = certificate.split(':');
  if (arn !== 'arn' || service !== 'acm') {
    return lineIf(true, '-c certificate=… must be the ARN of an ACM certificate for the domain');
  }
  return lineIf(
    region !== undefined && itsRegion !== region,
    `-c certificate=… is of the region ${itsRegion}, and the stack would be in ${region}; both must be the same`,
  );
}

/** A node would not start with them; better that nothing is deployed. */
function mistakesOfVariables(variables: Readonly<Record<string, string>>): readonly string[] {
  try {
    loadConfig({ AWS_REGION: 'eu-west-1', ...variables });
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.mistakes.map((mistake) => `  - -c ${mistake}`);
  }
}

function lineIf(isMistake: boolean, line: string): readonly string[] {
  return isMistake ? [`  - ${line}`] : [];
}

const isWhole = Number.isInteger;
