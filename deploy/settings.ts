/** What whoever deploys decides; everything else is decided here. */

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
}

const ENGINES = ['embedded', 'rekognition', 'cascade'] as const;

/**
 * Reads the settings from the CDK's context.
 * @throws Error naming every mistake
 */
export function settingsFrom(context: (name: string) => unknown): DeploymentSettings {
  const given = (name: string) => {
    const value = context(name);
    return value === undefined || value === '' ? undefined : String(value);
  };
  const domain = given('domain') ?? '';
  const certificate = given('certificate') ?? '';
  const engine = ENGINES.find((name) => name === (given('engine') ?? 'cascade'));
  const [least, most] = [Number(given('nodes') ?? 2), Number(given('mostNodes') ?? 10)];
  const alarmEmail = given('alarmEmail');
  const mistakes = [
    ...lineIf(!/^([a-z0-9-]+\.)+[a-z]{2,}$/i.test(domain), '-c domain=… must be a host name like proctor.example.org'),
    ...lineIf(!certificate.startsWith('arn:'), '-c certificate=… must be the ARN of an ACM certificate for the domain'),
    ...lineIf(!engine, `-c engine=… must be one of ${ENGINES.join(', ')}`),
    ...lineIf(!isWhole(least) || least < 1, '-c nodes=… must be a whole number from 1 on'),
    ...lineIf(!isWhole(most) || most < least, '-c mostNodes=… must be a whole number, not less than nodes'),
  ];
  if (mistakes.length > 0 || !engine) throw new Error(`The deployment can't be planned:\n${mistakes.join('\n')}`);
  return { domain, certificate, engine, nodes: { least, most }, ...(alarmEmail !== undefined && { alarmEmail }) };
}

function lineIf(isMistake: boolean, line: string): readonly string[] {
  return isMistake ? [`  - ${line}`] : [];
}

const isWhole = Number.isInteger;
