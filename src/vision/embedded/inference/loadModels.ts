import { type ModelName, models } from '../models/catalogue.js';
import type { ModelSource } from '../observer.js';
import { loadModel, type Model, type ModelOptions } from './model.js';

export type WorkerOptions = ModelOptions;

/**
 * Loads all models of the catalogue. One that can't be loaded fails whoever asks for it, and nobody else.
 * @throws Error when there is none at all: an engine that sees nothing must not seem to be ready
 */
export async function loadModels(options: WorkerOptions): Promise<ModelSource> {
  const names = Object.keys(models) as ModelName[]; // Object.keys forgets the keys' type.
  const loaded = new Map<ModelName, Model>();
  for (const name of names) {
    try {
      loaded.set(name, await loadModel(name, options));
    } catch {
      // The runtime's message has the file's whole path; which model it is says enough.
    }
  }
  if (loaded.size === 0) throw new Error('No model could be loaded; `npm run build:models` makes them');
  return (name) => {
    const model = loaded.get(name);
    if (!model) throw new Error(`The model ${models[name].file} is missing or damaged`);
    return model;
  };
}
