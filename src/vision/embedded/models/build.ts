import { buildModels } from './buildModels.js';
import { modelsFolder } from './catalogue.js';
import { MissingPackageError } from './sourcePackages.js';

// The command behind `npm run models`: silent when there is nothing to do.
try {
  const { written } = await buildModels(modelsFolder);
  for (const file of written) console.log(`models/${file}`);
} catch (error) {
  if (!(error instanceof MissingPackageError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
