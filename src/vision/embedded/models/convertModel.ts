import { type ModelName, models } from './catalogue.js';
import { convertFaceDetector } from './networks/faceDetector.js';
import { convertFaceMesh } from './networks/faceMesh.js';
import { convertFaceRecognition } from './networks/faceRecognition.js';
import { convertIris } from './networks/iris.js';
import { convertModeration } from './networks/moderation.js';
import { convertObjectDetector } from './networks/objectDetector.js';
import type { OnnxGraph } from './onnxGraph.js';
import { readGraph, readGraphFromModules, readWeights } from './sourcePackages.js';

const converters: Readonly<Record<ModelName, () => OnnxGraph | Promise<OnnxGraph>>> = {
  faceDetector: async () => convertFaceDetector(await readGraph(models.faceDetector.source)),
  faceMesh: async () => convertFaceMesh(await readGraph(models.faceMesh.source)),
  iris: async () => convertIris(await readGraph(models.iris.source)),
  faceRecognition: async () => convertFaceRecognition(await readWeights(models.faceRecognition.source)),
  objectDetector: async () => convertObjectDetector(await readGraph(models.objectDetector.source)),
  moderation: () => convertModeration(readGraphFromModules(models.moderation.source)),
};

/**
 * The bytes of a model's ONNX file, with its origin in the file's metadata.
 * @throws MissingPackageError when the package that holds its weights is not installed
 */
export async function convertModel(name: ModelName, packageVersion: string): Promise<Uint8Array> {
  const { network, source } = models[name];
  const graph = await converters[name]();
  return graph.encode({ network, source: `${source.package}@${packageVersion}`, licence: source.licence });
}
