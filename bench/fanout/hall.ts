/** A server in a process of its own, with its audience. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Audience, seatAudience } from './audience.js';
import type { Command, Usage } from './server.js';

export interface Hall extends Pick<Audience, 'lastMessage'> {
  readonly url: string;
  /** Publishes events, each when everybody has the one before; resolves to the milliseconds that each took. */
  publish(events: number): Promise<readonly number[]>;
  measure(): Promise<Usage>;
  close(): void;
}

export async function openHall(name: string, subscribers: number, ...args: string[]): Promise<Hall> {
  const child = fork(fileURLToPath(new URL('./server.ts', import.meta.url)), [name, ...args]);
  // The first thing that it says.
  const [url] = (await once(child, 'message')) as [string];
  const audience = await seatAudience(url, subscribers);
  const tell = (command: Command) => child.send(command);
  let published = 0;

  return {
    url,
    get lastMessage() {
      return audience.lastMessage;
    },
    async publish(events) {
      const times: number[] = [];
      for (let event = 0; event < events; event++) {
        published += 1;
        const begun = performance.now();
        tell({ do: 'publish', count: published });
        await audience.received(published * subscribers);
        times.push(performance.now() - begun);
      }
      return times;
    },
    async measure() {
      tell({ do: 'measure' });
      // It answers to nothing else.
      const [usage] = (await once(child, 'message')) as [Usage];
      return usage;
    },
    close() {
      audience.leave();
      child.disconnect();
    },
  };
}
