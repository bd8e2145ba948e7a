/** Where everything is kept. */
import type { Config } from '../config.js';
import { createEmbeddedEventLog } from '../events/embedded/eventLog.js';
import type { EventLog } from '../events/eventLog.js';
import type { LivePictures } from '../pictures/livePictures.js';
import { createMemoryLivePictures } from '../pictures/memory/livePictures.js';
import type { Retention } from '../proctor/retention.js';
import type { Log } from '../server/log.js';
import type { RequestScope } from '../server/requestScope.js';
import { createDynamoStore } from '../store/dynamodb/dynamoStore.js';
import { startEmbeddedDynamoDb } from '../store/dynamodb/embedded.js';
import type { Store } from '../store/store.js';
import type { Meter } from '../telemetry/telemetry.js';
import { shrinkPicture } from '../vision/smallPicture.js';
import type { Keep } from './resources.js';

export async function openStore(config: Config, log: Log, { storeCall }: Meter, keep: Keep): Promise<Store> {
  const { dynamodb, facesTableName, tablePrefix, dataDir } = config;
  const tables = {
    facesTableName,
    tablePrefix,
    onCall: storeCall,
    onWarning: (warning: string, err: unknown) => log.warn({ err }, warning),
  };
  if (dynamodb.kind === 'embedded') {
    const { endpoint, credentials, scrub } = keep(
      await startEmbeddedDynamoDb({
        dataDir,
        onFailure: (err) => log.fatal({ err }, 'the embedded DynamoDB is gone; restart the server'),
      }),
    );
    return keep(await createDynamoStore({ endpoint, credentials, scrub, ...tables }));
  }
  const endpoint = dynamodb.kind === 'endpoint' ? { endpoint: dynamodb.url } : {};
  return keep(await createDynamoStore({ ...endpoint, region: dynamodb.region, ...tables }));
}

export async function openEventLog(
  { redisUrl, tablePrefix }: Config,
  store: Store,
  retention: Retention,
  requests: RequestScope,
): Promise<EventLog> {
  const expiryOf = retention.ofExam;
  if (redisUrl === undefined) return createEmbeddedEventLog(store.events, { expiryOf });
  const onProblem = (problem: string, err: unknown) => requests.log().warn({ err }, problem);
  const { createRedisEventLog } = await import('../events/redis/eventLog.js');
  return createRedisEventLog({ url: redisUrl, keyPrefix: tablePrefix, store: store.events, expiryOf, onProblem });
}

export async function openLivePictures({ redisUrl, tablePrefix }: Config, log: Log, keep: Keep): Promise<LivePictures> {
  const own = createMemoryLivePictures({ shrinkPicture, now: Date.now });
  if (redisUrl === undefined) return own;
  const onProblem = (problem: string, err: unknown) => log.warn({ err }, problem);
  const { createRedisLivePictures } = await import('../pictures/redis/livePictures.js');
  return keep(createRedisLivePictures({ url: redisUrl, keyPrefix: tablePrefix, own, onProblem }));
}
