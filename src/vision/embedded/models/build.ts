import { buildModels } from './buildModels.js';
import { modelsFolder } from './catalogue.js';
import { MissingPackageError } from './sourcePackages.js';

// The command behind `npm run models`: silent when there is nothing to do.
try {
  for (const file of await buildModels(modelsFolder)) console.log(`models/${file}`);
} catch (error) {
  if (!(error instanceof MissingPackageError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
