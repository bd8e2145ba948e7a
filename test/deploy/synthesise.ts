/** The stack, turned into what CloudFormation is given; no account is asked. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AssetManifestArtifact } from 'aws-cdk-lib/cx-api';
import { settingsFrom } from '../../deploy/settings.js';
import { VirtualProctorStack } from '../../deploy/stack.js';

export type Context = Readonly<Record<string, string>>;

/** What has to be given. */
export const context = {
  domain: 'proctor.example.org',
  certificate: 'arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-3333-4444-555555555555',
} satisfies Context;

export function synthesise(given: Context): Template {
  return withStack(given, (_app, stack) => Template.fromStack(stack));
}

/** How the images are built that nodes are made of. */
export function imagesOf(given: Context): readonly unknown[] {
  return withStack(given, (app) =>
    app
      .synth()
      .artifacts.filter((artifact) => artifact instanceof AssetManifestArtifact)
      .flatMap(({ contents }) => Object.values(contents.dockerImages ?? {}).map(({ source }) => source)),
  );
}

function withStack<T>(given: Context, look: (app: App, stack: VirtualProctorStack) => T): T {
  const outdir = mkdtempSync(join(tmpdir(), 'virtual-proctor-synth-'));
  try {
    const app = new App({ outdir });
    const settings = settingsFrom((name) => given[name]);
    return look(app, new VirtualProctorStack(app, 'Test', settings));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
