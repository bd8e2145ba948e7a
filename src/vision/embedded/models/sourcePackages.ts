import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ModelDescription } from './catalogue.js';
import {
  readTfjsGraph,
  readTfjsWeights,
  type TfjsGraph,
  type TfjsModelFile,
  type TfjsWeightsGroup,
} from './tfjsGraph.js';

const require = createRequire(import.meta.url);

export class MissingPackageError extends Error {
  override readonly name = 'MissingPackageError';
  constructor(readonly packageName: string) {
    super(
      `The package ${packageName}, whose weights the vision models are built from, is not installed. ` +
        'Install the development dependencies (npm ci) and build again.',
    );
  }
}

/** Where a package is installed; by its folder, since packages need not export their files. */
export function findPackage(name: string): string | undefined {
  const folders = require.resolve.paths(name) ?? [];
  return folders.map((folder) => join(folder, name)).find((folder) => existsSync(join(folder, 'package.json')));
}

/** The version of an installed package, `undefined` when there is none. */
export async function installedVersion(name: string): Promise<string | undefined> {
  const folder = findPackage(name);
  if (!folder) return undefined;
  const { version } = await readJson<{ version: string }>(join(folder, 'package.json'));
  return version;
}

type Source = ModelDescription['source'];

/** A graph in two files: `model.json` and its weights. */
export async function readGraph(source: Source): Promise<TfjsGraph> {
  const [model, weights] = sourcePaths(source);
  return readTfjsGraph(await readJson<TfjsModelFile>(model), await readFile(weights));
}

/** A graph in CommonJS modules: one that exports `model.json`, the others each a part of the weights as base64. */
export function readGraphFromModules(source: Source): TfjsGraph {
  const [model, ...parts] = sourcePaths(source);
  const weights = parts.map((path) => Buffer.from(require(path) as string, 'base64'));
  return readTfjsGraph(require(model) as TfjsModelFile, Buffer.concat(weights));
}

/** Weights without a graph. */
export async function readWeights(source: Source): Promise<TfjsGraph['constants']> {
  const [manifest, weights] = sourcePaths(source);
  const groups = await readJson<readonly TfjsWeightsGroup[]>(manifest);
  return readTfjsWeights(
    groups.flatMap((group) => group.weights),
    await readFile(weights),
  );
}

function sourcePaths({ package: name, files: [description, weights, ...more] }: Source) {
  const folder = findPackage(name);
  if (!folder) throw new MissingPackageError(name);
  const inPackage = (file: string) => join(folder, file);
  return [inPackage(description), inPackage(weights), ...more.map(inPackage)] as const;
}

/** The files are of packages whose version our lock file fixes, so their form is taken for granted. */
async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(path, 'utf8')) as T;
}
