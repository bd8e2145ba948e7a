/** Nodes behind one log, each in a process of its own with an audience of its own, on a processor of its own where it can be. */
import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Audience, seatAudience } from '../fanout/audience.js';
import { QUERY_FROM_FIRST } from '../fanout/feed.js';
import type { Command, Usage } from '../fanout/server.js';
import type { NodeSettings } from '../fanout/servers/node.js';

/** The version of the AWS SDK that is installed works on Node 20. */
const QUIET = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };

export interface Halls {
  readonly nodes: number;
  /** Publishes events, the nodes in turn, each when everybody has the one before. */
  publish(events: number): Promise<void>;
  /** Of all nodes together. */
  cpuMicroseconds(): Promise<number>;
  close(): void;
}

interface Hall {
  readonly child: ChildProcess;
  readonly audience: Audience;
}

export interface HallsOptions {
  readonly nodes: number;
  readonly subscribersPerNode: number;
  readonly isPinned: boolean;
  readonly cluster: Omit<NodeSettings, 'prefix'>;
}

export async function openHalls({ nodes, subscribersPerNode, isPinned, cluster }: HallsOptions): Promise<Halls> {
  const settings: NodeSettings = { ...cluster, prefix: `${randomUUID()}-` };
  const openHall = async (node: number): Promise<Hall> => {
    const server = fileURLToPath(new URL('../fanout/server.ts', import.meta.url));
    const child = fork(server, ['node', JSON.stringify(settings)], { env: { ...process.env, ...QUIET } });
    const [url] = (await once(child, 'message')) as [string]; // the first thing that it says
    if (isPinned) execFileSync('taskset', ['-a', '-p', '-c', String(node), String(child.pid)]);
    return { child, audience: await seatAudience(url, subscribersPerNode, QUERY_FROM_FIRST) };
  };
  const halls = await Promise.all(Array.from({ length: nodes }, (_, node) => openHall(node)));
  const everybodyHas = async (events: number) =>
    await Promise.all(halls.map(({ audience }) => audience.received(events * subscribersPerNode)));
  let published = 0;

  return {
    nodes,
    async publish(events) {
      for (let event = 0; event < events; event++) {
        published += 1;
        halls[published % nodes]?.child.send({ do: 'publish', count: published } satisfies Command);
        await everybodyHas(published);
      }
    },
    async cpuMicroseconds() {
      const usages = await Promise.all(
        halls.map(async ({ child }) => {
          const answer = once(child, 'message') as Promise<[Usage]>; // it answers to nothing else
          child.send({ do: 'measure' } satisfies Command);
          return (await answer)[0].cpuMicroseconds;
        }),
      );
      return usages.reduce((sum, one) => sum + one, 0);
    },
    close() {
      for (const { child, audience } of halls) {
        audience.leave();
        child.disconnect();
      }
    },
  };
}
