/** Proctors who follow the exam; they count what they are sent. */
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { EXAM_ID } from '../frame/session.js';

const SUBSCRIPTION = /* GraphQL */ `
  subscription ($examId: ID!) {
    examEvents(examId: $examId) {
      __typename id occurredAt
      ... on FrameProcessed { candidateId sessionId frameId capturedAt checks { name status details } }
    }
  }
`;

export interface Dashboards {
  readonly events: () => number;
  close(): Promise<void>;
}

export function openDashboards(url: string, token: string, count: number): Dashboards {
  let events = 0;
  const clients = Array.from({ length: count }, () => {
    const client = createClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
    });
    const sink = { next: () => void events++, error: console.error, complete: () => undefined };
    client.subscribe({ query: SUBSCRIPTION, variables: { examId: EXAM_ID } }, sink);
    return client;
  });
  return {
    events: () => events,
    async close() {
      for (const client of clients) await client.dispose();
    },
  };
}
