/** The same server over the event log of a cluster: Redis, and a DynamoDB behind it. */
import { createRedisEventLog } from '../../../dist/events/redis/eventLog.js';
import { createDynamoStore } from '../../../dist/store/dynamodb/dynamoStore.js';
import { EXAM_ID, frameProcessed } from '../feed.js';
import type { Contender } from './contender.js';
import { serve } from './product.js';

export interface NodeSettings {
  readonly redisUrl: string;
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Of the tables, and of the keys in Redis. */
  readonly prefix: string;
}

/** @param settings as JSON */
export async function start(settings: string): Promise<Contender> {
  const { redisUrl, prefix, ...dynamoDb }: NodeSettings = JSON.parse(settings);
  const store = await createDynamoStore({ ...dynamoDb, tablePrefix: prefix, facesTableName: `${prefix}faces` });
  const log = createRedisEventLog({
    url: redisUrl,
    store: store.events,
    keyPrefix: prefix,
    onProblem: () => undefined,
  });
  const { url } = await serve(log);
  return { url, publish };

  /** A busy machine may be too late for a turn; the event's key keeps it from being there twice. */
  async function publish(count: number): Promise<void> {
    const event = frameProcessed(count);
    while (
      !(await log.append(EXAM_ID, [event]).then(
        () => true,
        () => false,
      ))
    );
  }
}
