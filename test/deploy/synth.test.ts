/** `npm run synth`, as somebody without an account runs it. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { context } from './synthesise.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

async function synth(...parameters: readonly string[]): Promise<string> {
  const [program = '', ...rest] = scripts.synth.split(' ');
  const env = { PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH']}` };
  const { stdout } = await run(program, [...rest, ...parameters], { cwd: root, env, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

describe('npm run synth', () => {
  it('prints the template', async () => {
    const given = Object.entries(context).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const { Resources, Outputs } = JSON.parse(await synth(...given));
    expect(Object.keys(Outputs)).toEqual(['LoadBalancerName', 'UserPoolId', 'ClientId', 'SignInUrl']);
    expect(Object.keys(Resources).length).toBeGreaterThan(50);
  }, 120_000);

  it('says in a few lines what it has to be told', async () => {
    await expect(synth('-c', 'domain=proctor.example.org')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^The deployment can't be planned:\n {2}- -c certificate=.*\n$/),
    });
  }, 120_000);
});
