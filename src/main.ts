/** Starts the process and ends it when asked to. */
import { startApp } from './app.js';
import { type Config, loadConfig } from './config.js';
import { createLog } from './server/log.js';
import { startFailure } from './startFailure.js';

/** A process that was asked to stop and can't is ended all the same. */
const STOP_WITHIN_MS = 15_000;

// The version of the AWS SDK that is installed works on Node 20, and says at each start that later ones won't.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

let config: Config | undefined;
try {
  const startedAt = performance.now();
  config = loadConfig(process.env);
  const log = createLog(config);
  const starting = startApp(config, log);

  const stop = async (signal: NodeJS.Signals) => {
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    const app = await starting.catch(() => undefined);
    await app?.[Symbol.asyncDispose]();
    log.info('stopped');
  };
  // Before it is ready, too: the first process of a container is not ended by a signal that nobody handles.
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);

  const app = await starting;
  log.info(
    { url: app.url, playground: `${app.url}/playground`, startupMs: Math.round(performance.now() - startedAt) },
    'ready',
  );
} catch (error) {
  process.stderr.write(`${startFailure(error, config)}\n`);
  process.exit(1);
}
