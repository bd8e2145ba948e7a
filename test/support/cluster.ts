/** Several nodes as an operator runs them: processes of their own that share a DynamoDB, a Redis and a Rekognition. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmbeddedIssuer } from '../../src/auth/embeddedIssuer.js';
import type { Role } from '../../src/auth/viewer.js';
import { startDynamoDb } from './dynamoDb.js';
import { type Product, startProduct } from './product.js';
import { startRedis, type TestRedis, type TestRedisOptions } from './redis.js';
import type { Eyes } from './rekognition/eyes.js';
import { startRekognition } from './rekognition/server.js';
import { createRoundRobin, type Relay, startRelay } from './roundRobin.js';

export interface Node {
  readonly product: Product;
  /** What the node's own way leads to; others have ways of their own. */
  readonly wayToRedis: Relay;
  readonly wayToStore: Relay;
  /** As the balancer, or an operator, is told: its parts by name. */
  readiness(): Promise<{ readonly status: number; readonly parts: Readonly<Record<string, string>> }>;
  /** Ends it on the spot, and takes it from the balancer. */
  kill(): Promise<void>;
}

export interface Cluster extends AsyncDisposable {
  /** The balancer's: each connection leads to the next node. */
  readonly url: string;
  readonly redis: TestRedis;
  readonly storeEndpoint: string;
  /** Starts another one, and gives it to the balancer when it is ready. */
  addNode(options?: NodeOptions): Promise<Node>;
  /** All nodes take it: they share the embedded issuer's key. */
  token(sub: string, role: Role): Promise<string>;
}

export interface NodeOptions {
  /** Instead of the one that Redis takes; null for none. */
  readonly redisPassword?: string | null;
  /** Of something between the node and the cluster's own. */
  readonly storeEndpoint?: string;
}

/** @param eyes what Rekognition sees */
export async function startCluster(eyes: Eyes, redisOptions: TestRedisOptions = {}): Promise<Cluster> {
  const dataDir = await mkdtemp(join(tmpdir(), 'virtual-proctor-cluster-'));
  const opened: AsyncDisposable[] = [];
  const keep = <T extends AsyncDisposable>(resource: T): T => {
    opened.push(resource);
    return resource;
  };
  const dynamoDb = keep(await startDynamoDb());
  const redis = keep(await startRedis(redisOptions));
  const rekognition = keep(await startRekognition({ engine: eyes }));
  const balanced = createRoundRobin();
  const balancer = keep(await startRelay(balanced.next));
  const { accessKeyId, secretAccessKey } = dynamoDb.connection.credentials;
  const issuer = await createEmbeddedIssuer({ dataDir });

  return {
    url: balancer.url,
    redis,
    storeEndpoint: dynamoDb.connection.endpoint,
    token: (sub, role) => issuer.issue({ sub, roles: [role] }),

    async addNode({
      redisPassword = redisOptions.password ?? null,
      storeEndpoint = dynamoDb.connection.endpoint,
    } = {}) {
      const wayToRedis = keep(await startRelay(() => redis.port));
      const wayToStore = keep(await startRelay(() => Number(new URL(storeEndpoint).port)));
      const product = keep(
        await startProduct({
          dataDir,
          env: {
            REDIS_URL: `redis://127.0.0.1:${wayToRedis.port}`,
            ...(redisPassword !== null && { REDIS_PASSWORD: redisPassword }),
            DYNAMODB_ENDPOINT: wayToStore.url,
            VISION_ENGINE: 'rekognition',
            REKOGNITION_ENDPOINT: rekognition.endpoint,
            REGION: 'eu-west-1',
            AWS_ACCESS_KEY_ID: accessKeyId,
            AWS_SECRET_ACCESS_KEY: secretAccessKey,
            LOG_LEVEL: process.env['CLUSTER_LOG'] ?? 'info',
          },
        }),
      );
      const port = Number(new URL(product.url).port);
      balanced.add(port);
      return {
        product,
        wayToRedis,
        wayToStore,
        async readiness() {
          const response = await fetch(`${product.url}/readyz`);
          // As the README has it.
          const { parts } = (await response.json()) as { readonly parts: Record<string, string> };
          return { status: response.status, parts };
        },
        async kill() {
          balanced.remove(port);
          await product.kill();
        },
      };
    },

    async [Symbol.asyncDispose]() {
      for (const resource of opened.reverse()) await resource[Symbol.asyncDispose]();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Resolves when the thing is so, which is asked again and again; a test that waits in vain times out. */
export async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
}
