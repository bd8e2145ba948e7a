/** A server in a process of its own, and candidates who send it frames at the pace of an exam. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Address, Usage } from './server.js';
import type { ContenderOptions } from './servers/contender.js';
import { sendFrame } from './session.js';

export interface Hall {
  /** Sends so many frames of each session, one each interval; resolves to the milliseconds that each took. */
  send(framesEach: number, intervalMs: number): Promise<readonly number[]>;
  measure(): Promise<Usage>;
  close(): void;
}

export async function openHall(name: string, pictures: readonly string[], options: ContenderOptions): Promise<Hall> {
  const child = run('server', [name, JSON.stringify(options)]);
  const { url, tokens } = await saidBy<Address>(child);
  const agent = new Agent({ keepAlive: true });

  let framesSent = 0;

  async function sit(token: string, start: number, framesEach: number, intervalMs: number) {
    const times: number[] = [];
    for (let frame = 0; frame < framesEach; frame++) {
      await pause(start + frame * intervalMs - performance.now());
      // No session sends the same picture twice in a row.
      const picture = pictures[(framesSent + frame) % pictures.length] ?? '';
      times.push(await sendFrame(agent, { url, token }, picture));
    }
    return times;
  }

  return {
    async send(framesEach, intervalMs) {
      const now = performance.now();
      const start = (index: number) => now + (index * intervalMs) / tokens.length;
      const sittings = tokens.map((token, index) => sit(token, start(index), framesEach, intervalMs));
      const times = (await Promise.all(sittings)).flat();
      framesSent += framesEach;
      return times;
    },
    async measure() {
      child.send('measure');
      return await saidBy<Usage>(child);
    },
    close() {
      agent.destroy();
      child.disconnect();
    },
  };
}

/** Another file of this folder, as a process. */
export function run(file: string, args: readonly string[] = []): ChildProcess {
  return fork(fileURLToPath(new URL(`./${file}.ts`, import.meta.url)), args);
}

/** What it says next. */
export async function saidBy<Message>(child: ChildProcess): Promise<Message> {
  const [message] = (await once(child, 'message')) as [Message]; // each says one kind of thing at a time
  return message;
}
