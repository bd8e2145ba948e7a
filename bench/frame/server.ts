/** A contender in a process of its own, which tells what it has cost so far. */
import type { Contender, ContenderOptions } from './servers/contender.js';

export interface Usage {
  /** User and system, since the process began. */
  readonly cpuMicroseconds: number;
  readonly rssBytes: number;
  readonly storeCalls: Readonly<Record<string, number>>;
}

export type Address = Pick<Contender, 'url' | 'tokens' | 'proctorToken'>;

const [name = '', options = '{}'] = process.argv.slice(2);
// Each of them has this one function.
const { start }: { start: (options: ContenderOptions) => Promise<Contender> } = await import(`./servers/${name}.js`);
const { url, tokens, proctorToken, storeCalls } = await start(JSON.parse(options));

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  const cost = { cpuMicroseconds: user + system, rssBytes: process.memoryUsage.rss() };
  process.send?.({ ...cost, storeCalls: Object.fromEntries(storeCalls) } satisfies Usage);
});
process.on('disconnect', () => process.exit());
process.send?.({ url, tokens, ...(proctorToken !== undefined && { proctorToken }) } satisfies Address);
