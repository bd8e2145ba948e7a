import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ModelName, models } from './catalogue.js';
import { installedVersion, MissingPackageError } from './sourcePackages.js';

/** What the files in the folder were made from; it is written last, so that it never promises what is not there. */
interface Manifest {
  /** Hash of the code that made the files. */
  readonly converter: string;
  /** By the name of the file. */
  readonly files: Readonly<Record<string, BuiltFile>>;
}
interface BuiltFile {
  /** The version of the package that the weights came from. */
  readonly packageVersion: string;
  readonly bytes: number;
}

const manifestFile = 'manifest.json';
const modelNames = Object.keys(models) as ModelName[]; // Object.keys forgets the keys' type.

/**
 * Writes the ONNX files of the catalogue which the folder does not have yet, or has from another version of their package
 * or of this code. Each file appears complete or not at all, so builds may run at the same time and be killed.
 * @returns the files written
 * @throws MissingPackageError when a file has to be written and the package with its weights is not installed
 */
export async function buildModels(folder: string): Promise<readonly string[]> {
  const converter = await hashOfConverter();
  const manifest = await readManifest(folder);
  const files: Record<string, BuiltFile> = manifest?.converter === converter ? { ...manifest.files } : {};
  const stale = await staleModels(folder, files);
  if (stale.length === 0) return [];

  // Loaded only now, because most builds have nothing to do and should not wait for it.
  const { convertModel } = await import('./convertModel.js');
  await mkdir(folder, { recursive: true });
  await removeLeftovers(folder);
  for (const name of stale) {
    const { file, source } = models[name];
    const packageVersion = await installedVersion(source.package);
    if (packageVersion === undefined) throw new MissingPackageError(source.package);
    const content = await convertModel(name, packageVersion);
    await writeWhole(join(folder, file), content);
    files[file] = { packageVersion, bytes: content.length };
  }
  const made: Manifest = { converter, files };
  await writeWhole(join(folder, manifestFile), `${JSON.stringify(made, null, 2)}\n`);
  return stale.map((name) => models[name].file);
}

async function staleModels(folder: string, files: Manifest['files']): Promise<ModelName[]> {
  const stale: ModelName[] = [];
  for (const name of modelNames) {
    const { file, source } = models[name];
    const built = files[file];
    // A package that is not installed can't have changed: an image without development dependencies keeps its models.
    const version = (await installedVersion(source.package)) ?? built?.packageVersion;
    const isCurrent = built?.packageVersion === version && built?.bytes === (await fileSize(join(folder, file)));
    if (!built || !isCurrent) stale.push(name);
  }
  return stale;
}

/** Everything in this folder, as it was compiled, decides about what is written. */
async function hashOfConverter(): Promise<string> {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.js')).sort();
  const hash = createHash('sha256');
  for (const name of names) hash.update(name).update(await readFile(join(folder, name)));
  return hash.digest('hex');
}

async function readManifest(folder: string): Promise<Manifest | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, manifestFile), 'utf8')) as Manifest; // Only this module writes it.
  } catch {
    return undefined; // There is none, or none that can be read: the models are built anew.
  }
}

async function fileSize(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch {
    return undefined; // No such file.
  }
}

const partialSuffix = '.partial';

async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const temporary = `${path}.${randomUUID()}${partialSuffix}`;
  await writeFile(temporary, content);
  await rename(temporary, path);
}

/** Removes what killed builds have left: no build takes an hour. */
async function removeLeftovers(folder: string): Promise<void> {
  const anHourAgo = Date.now() - 60 * 60 * 1000;
  for (const file of await readdir(folder)) {
    if (!file.endsWith(partialSuffix)) continue;
    const path = join(folder, file);
    if ((await stat(path)).mtimeMs < anHourAgo) await unlink(path);
  }
}
