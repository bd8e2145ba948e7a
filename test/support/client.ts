/** A GraphQL client over both transports, as small as a client can be. */
import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of many shapes, and fail where one has another
  readonly data?: any;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string; readonly [key: string]: unknown };
  }[];
}

/** Sends one operation over HTTP. */
export async function send(
  url: string,
  token: string | undefined,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  // The server promises a GraphQL answer of this shape, and the tests check its content.
  return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) };
}

/** The code of the answer's first error. */
export function errorCode(answer: Answer): string | undefined {
  return answer.errors?.[0]?.extensions?.code;
}

export interface Subscription<T> extends AsyncDisposable {
  /** The next event; rejects with what ended the subscription. */
  next(): Promise<T>;
}

/** Subscribes over a WebSocket of its own, and does not try again when it closes. */
export function connect(url: string, token: string | undefined): Client {
  return createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazyCloseTimeout: 0,
    ...(token && { connectionParams: { authorization: `Bearer ${token}` } }),
  });
}

const EXAM_EVENTS = /* GraphQL */ `
  subscription ($examId: ID!, $after: ID, $filter: ExamEventFilter) {
    examEvents(examId: $examId, after: $after, filter: $filter) {
      __typename
      id
      examId
      candidateId
      occurredAt
      ... on FrameProcessed { sessionId frameId engine checks { name testName status success details } }
      ... on IncidentOpened {
        incident { kind severity finding { people } }
      }
      ... on IncidentClosed {
        incident { kind severity finding { people } }
      }
      ... on FaceEnrolled { externalImageId }
      ... on FaceDeleted { externalImageId }
    }
  }
`;

export interface ReceivedEvent {
  readonly __typename: string;
  readonly id: string;
  readonly candidateId: string;
  readonly frameId?: string;
  readonly externalImageId?: string;
  readonly incident?: {
    readonly kind: string;
    readonly severity: string;
    readonly finding: { readonly people: readonly string[] | null };
  };
  readonly checks?: readonly { readonly testName: string; readonly status: string; readonly details: string }[];
}

/**
 * Follows an exam, without its signs of life. With a cursor the server's answer can't be missed; without one, what happened
 * before it is heard is.
 */
export function followExam(
  url: string,
  token: string,
  variables: { readonly examId: string; readonly after?: string; readonly filter?: unknown },
): Subscription<ReceivedEvent> {
  const client = connect(url, token);
  const events = client.iterate<{ examEvents: ReceivedEvent }>({ query: EXAM_EVENTS, variables });
  return {
    async next() {
      for (;;) {
        const { value, done } = await events.next();
        if (done) throw new Error('The subscription is over.');
        if (value.errors) throw Object.assign(new Error(value.errors[0]?.message), { errors: value.errors });
        if (!value.data) throw new Error('An answer without data.');
        if (value.data.examEvents.__typename !== 'SignOfLife') return value.data.examEvents;
      }
    },
    async [Symbol.asyncDispose]() {
      await events.return?.();
      await client.dispose();
    },
  };
}
