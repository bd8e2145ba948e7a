/** A contender in a process of its own: publishes when told to, and tells what it has cost so far. */
import type { Contender } from './servers/contender.js';

export type Command = { readonly do: 'publish'; readonly count: number } | { readonly do: 'measure' };

export interface Usage {
  /** User and system, since the process began. */
  readonly cpuMicroseconds: number;
  /** The most that was resident since it was last asked. */
  readonly mostRssBytes: number;
}

const [name = '', message = ''] = process.argv.slice(2);
// Each of them has this one function.
const { start }: { start: (message: string) => Promise<Contender> } = await import(`./servers/${name}.js`);
const { url, publish } = await start(message);

let mostRssBytes = 0;
const look = () => {
  mostRssBytes = Math.max(mostRssBytes, process.memoryUsage.rss());
};
setInterval(look, 50);

process.on('message', (command: Command) => {
  if (command.do === 'publish') return void publish(command.count);
  look();
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMicroseconds: user + system, mostRssBytes } satisfies Usage);
  mostRssBytes = 0;
});
process.on('disconnect', () => process.exit());
process.send?.(url);
