import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ModelName, models } from './catalogue.js';
import { installedVersion, MissingPackageError } from './sourcePackages.js';

/** What the files in the folder were made from; it is written last, so files without it are never taken for complete. */
interface Manifest {
  /** Hash of the code that made the files. */
  readonly converter: string;
  /** Versions of the packages that the weights came from. */
  readonly packages: Readonly<Record<string, string>>;
  /** Sizes of the files in bytes. */
  readonly files: Readonly<Record<string, number>>;
}

const manifestFile = 'manifest.json';
const modelNames = Object.keys(models) as ModelName[]; // Object.keys forgets the keys' type.
const packageNames = [...new Set(modelNames.map((name) => models[name].source.package))];

export interface ModelBuild {
  /** Files written, none when all were up to date. */
  readonly written: readonly string[];
}

/**
 * Writes the ONNX file of every model in the catalogue, unless the folder has them already, made from the same packages
 * by the same code. Each file appears complete or not at all, so builds may run at the same time and be killed.
 * @throws MissingPackageError when files are wanted and a package that holds their weights is not installed
 */
export async function buildModels(folder: string): Promise<ModelBuild> {
  const [converter, versions] = await Promise.all([hashOfConverter(), installedVersions()]);
  const manifest = await readManifest(folder);
  if (manifest && (await isUpToDate(folder, manifest, converter, versions))) return { written: [] };

  // Loaded only now, because most builds have nothing to do and should not wait for it.
  const { convertModel } = await import('./convertModel.js');
  await mkdir(folder, { recursive: true });
  await removeLeftovers(folder);
  const files: Record<string, number> = {};
  for (const name of modelNames) {
    const { file, source } = models[name];
    const version = versions[source.package];
    if (version === undefined) throw new MissingPackageError(source.package);
    const bytes = await convertModel(name, version);
    await writeWhole(join(folder, file), bytes);
    files[file] = bytes.length;
  }
  const made: Manifest = { converter, packages: versions, files };
  await writeWhole(join(folder, manifestFile), `${JSON.stringify(made, null, 2)}\n`);
  return { written: Object.keys(files) };
}

/** A package that is not installed can't have changed: an image without development dependencies keeps its models. */
async function isUpToDate(
  folder: string,
  manifest: Manifest,
  converter: string,
  versions: Readonly<Record<string, string>>,
): Promise<boolean> {
  if (manifest.converter !== converter) return false;
  if (packageNames.some((name) => (versions[name] ?? manifest.packages[name]) !== manifest.packages[name]))
    return false;
  const sizes = await Promise.all(modelNames.map((name) => fileSize(join(folder, models[name].file))));
  return sizes.every((size, index) => {
    const name = modelNames[index];
    return size !== undefined && name !== undefined && manifest.files[models[name].file] === size;
  });
}

async function installedVersions(): Promise<Record<string, string>> {
  const versions: Record<string, string> = {};
  for (const name of packageNames) {
    const version = await installedVersion(name);
    if (version !== undefined) versions[name] = version;
  }
  return versions;
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

const partial = /\.(\d+)\.partial$/;

async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const temporary = `${path}.${process.pid}.partial`;
  await writeFile(temporary, content);
  await rename(temporary, path);
}

/** Removes what builds that were killed have left. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const file of await readdir(folder)) {
    const writer = Number(partial.exec(file)?.[1] ?? process.pid);
    if (writer !== process.pid && !isRunning(writer)) await unlink(join(folder, file)).catch(() => undefined);
  }
}

function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}
