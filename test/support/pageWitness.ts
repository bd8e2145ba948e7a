/** What a page was told by the server, and what it complained of, from its first request on. */
import type { Page, Response } from 'playwright-core';

export interface ToldFrame {
  readonly frameId: string;
  readonly status: string;
}

export interface PageWitness {
  /** The answers to `processFrame` that arrived. */
  frames(): Promise<readonly ToldFrame[]>;
  /** The ids of the events that `examEvents` brought, signs of life apart, in the order of their arrival. */
  readonly eventIds: readonly string[];
  /** Where the first subscription to `examEvents` began. */
  readonly cursor: string | undefined;
  /** What the console showed as an error or a warning, but for what the network said while it was expected to fail. */
  readonly complaints: readonly string[];
  /** Until it is called off, failures of the network are expected. */
  expectOutage(): () => void;
}

/** What Chromium says of servers that are gone, and of sockets that they leave behind. */
const OUTAGE = /net::ERR_|WebSocket connection to/;

export function witness(page: Page): PageWitness {
  const frames: Promise<ToldFrame | undefined>[] = [];
  const eventIds: string[] = [];
  const complaints: string[] = [];
  let cursor: string | undefined;
  let isOutage = false;

  page.on('console', (message) => {
    const text = message.text();
    const isComplaint = message.type() === 'error' || message.type() === 'warning';
    if (isComplaint && !(isOutage && OUTAGE.test(text))) complaints.push(text);
  });
  page.on('response', (response) => {
    if (response.request().postData()?.includes('processFrame')) frames.push(frameIn(response));
  });
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      const { type, payload: operation } = JSON.parse(payload.toString());
      if (type === 'subscribe' && operation.query.includes('examEvents')) cursor ??= operation.variables.after;
    });
    socket.on('framereceived', ({ payload }) => {
      const { type, payload: answer } = JSON.parse(payload.toString());
      const event = type === 'next' ? answer.data?.examEvents : undefined;
      if (event && event.__typename !== 'SignOfLife') eventIds.push(event.id);
    });
  });

  return {
    async frames() {
      return (await Promise.all(frames)).filter((frame) => frame !== undefined);
    },
    eventIds,
    get cursor() {
      return cursor;
    },
    complaints,
    expectOutage() {
      isOutage = true;
      return () => {
        isOutage = false;
      };
    },
  };
}

/** Undefined for an answer that broke off, or that says that there is none. */
async function frameIn(response: Response): Promise<ToldFrame | undefined> {
  const answer = await response.json().catch(() => undefined);
  return answer?.data?.processFrame ?? undefined;
}
