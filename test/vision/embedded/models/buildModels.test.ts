import { cp, mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildModels } from '../../../../src/vision/embedded/models/buildModels.js';
import { models } from '../../../../src/vision/embedded/models/catalogue.js';
import { readGraph } from '../../../../src/vision/embedded/models/sourcePackages.js';

const files: string[] = Object.values(models).map(({ file }) => file);
const { file, source } = models.faceDetector;
const manifestFile = 'manifest.json';

let temporary: string;
let built: string;
beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'models-'));
  built = join(temporary, 'built');
  await buildModels(built);
});
afterAll(async () => {
  await rm(temporary, { recursive: true });
});

async function copyOfBuilt(): Promise<string> {
  const folder = await mkdtemp(join(temporary, 'copy-'));
  await cp(built, folder, { recursive: true });
  return folder;
}

async function changeManifest(folder: string, change: (manifest: string) => string): Promise<void> {
  const path = join(folder, manifestFile);
  await writeFile(path, change(await readFile(path, 'utf8')));
}

describe('Building the models', () => {
  test('writes every file of the catalogue, and nothing when asked again', async () => {
    expect((await readdir(built)).sort()).toEqual([...files, manifestFile].sort());
    expect(await buildModels(built)).toEqual([]);
  });

  test('tells in each file where it comes from', async () => {
    const content = await readFile(join(built, file), 'latin1');
    expect(content).toMatch(/@vladmandic\/human@\d+\.\d+\.\d+/);
    expect(content).toContain(source.licence);
  });

  test('repairs a file that is missing or cut short, and leaves the others', async () => {
    const folder = await copyOfBuilt();
    await rm(join(folder, file));
    expect(await buildModels(folder)).toEqual([file]);

    await truncate(join(folder, file), 1000);
    expect(await buildModels(folder)).toEqual([file]);
    expect((await stat(join(folder, file))).size).toBe((await stat(join(built, file))).size);
  });

  test('follows a package to another version', async () => {
    const folder = await copyOfBuilt();
    await changeManifest(folder, (text) =>
      text.replace(/("face-detector.onnx".*?"packageVersion": )"[^"]*"/s, '$1"0.0.1"'),
    );
    expect(await buildModels(folder)).toEqual([file]);
  });

  test('writes everything anew when the code that makes it has changed', async () => {
    const folder = await copyOfBuilt();
    await changeManifest(folder, (text) => text.replace(/"converter": "[^"]*"/, '"converter": "another"'));
    expect(await buildModels(folder)).toEqual(files);
  });

  test('writes everything anew when the manifest cannot be read', async () => {
    const folder = await copyOfBuilt();
    await truncate(join(folder, manifestFile), 10);
    expect(await buildModels(folder)).toEqual(files);
  });

  test('may run twice at the same time', async () => {
    const folder = join(temporary, 'twice');
    await Promise.all([buildModels(folder), buildModels(folder)]);
    expect((await readdir(folder)).sort()).toEqual([...files, manifestFile].sort());
    expect(await buildModels(folder)).toEqual([]);
  });

  test('removes what a killed build has left, and not what another is writing', async () => {
    const folder = await copyOfBuilt();
    const [old, current] = ['old.partial', 'current.partial'].map((name) => join(folder, name)) as [string, string];
    await writeFile(old, 'half');
    await utimes(old, 0, 0);
    await writeFile(current, 'half');
    await rm(join(folder, file));
    await buildModels(folder);
    expect((await readdir(folder)).filter((name) => name.endsWith('.partial'))).toEqual(['current.partial']);
  });
});

test('A package that is not installed is named, and what to do about it', async () => {
  const missing = { ...source, package: '@nobody/no-such-package' };
  await expect(readGraph(missing)).rejects.toThrow(/@nobody\/no-such-package.*is not installed.*npm ci/);
});
