/**
 * Synthesises the stack from the CDK's context, in which `cdk.context.json` and `-c name=value` are; see docs/aws.md. Without
 * the CDK's command line, as `npm run synth -- -c name=value …`, it prints the template.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { App } from 'aws-cdk-lib';
import { settingsFrom } from './settings.js';
import { VirtualProctorStack } from './stack.js';

const isAlone = process.env['CDK_OUTDIR'] === undefined;
const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region } = process.env;

try {
  const app = new App(isAlone ? { context: contextGiven(), outdir: fromHere('cdk.out') } : {});
  const stack = new VirtualProctorStack(app, 'VirtualProctor', {
    ...settingsFrom((name) => app.node.tryGetContext(name), region),
    env: { account, region },
    description: 'Virtual Proctor: a GraphQL API with real-time subscriptions for proctoring online exams',
  });
  const assembly = app.synth();
  if (isAlone) print(assembly.getStackArtifact(stack.artifactId).template);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function print(template: unknown): void {
  process.stdout.write(`${JSON.stringify(template, undefined, 2)}\n`);
}

function fromHere(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

function contextGiven(): Readonly<Record<string, string>> {
  const { values } = parseArgs({ options: { context: { type: 'string', short: 'c', multiple: true, default: [] } } });
  return Object.fromEntries(
    values.context.map((given) => {
      const [name = '', ...value] = given.split('=');
      return [name, value.join('=')];
    }),
  );
}
