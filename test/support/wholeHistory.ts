/** All of an exam, page after page, as a proctor reads it over the API. */
import { send } from './client.js';

const HISTORY = /* GraphQL */ `
  query ($examId: ID!, $after: ID) {
    exam(id: $examId) {
      events(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        edges {
          node {
            __typename
            id
            ... on FrameProcessed { frameId }
            ... on IncidentOpened { incident { id kind } }
            ... on IncidentClosed { incident { id kind } }
          }
        }
      }
    }
  }
`;

const INCIDENTS = /* GraphQL */ `
  query ($examId: ID!, $after: String) {
    exam(id: $examId) {
      incidents(first: 50, after: $after) {
        pageInfo { hasNextPage endCursor }
        edges { node { incident { id kind severity end { reason } } review { verdict reason } } }
      }
    }
  }
`;

export interface HistoryLine {
  readonly __typename: string;
  readonly id: string;
  readonly frameId?: string;
  readonly incident?: { readonly id: string; readonly kind: string };
}

export interface RecordedIncident {
  readonly incident: {
    readonly id: string;
    readonly kind: string;
    readonly severity: string;
    readonly end: { readonly reason: string } | null;
  };
  readonly review: { readonly verdict: string; readonly reason: string | null } | null;
}

interface Asked {
  readonly url: string;
  readonly token: string;
  readonly examId: string;
}

export async function wholeHistory(asked: Asked): Promise<readonly HistoryLine[]> {
  return await allPages(asked, HISTORY, 'events');
}

export async function allIncidents(asked: Asked): Promise<readonly RecordedIncident[]> {
  return await allPages(asked, INCIDENTS, 'incidents');
}

async function allPages<T>({ url, token, examId }: Asked, query: string, field: string): Promise<readonly T[]> {
  const nodes: T[] = [];
  let after: string | null = null;
  for (;;) {
    const answer = await send(url, token, query, { examId, after });
    if (answer.errors) throw new Error(answer.errors[0]?.message);
    const { edges, pageInfo } = answer.data.exam[field];
    for (const { node } of edges) nodes.push(node);
    if (!pageInfo.hasNextPage) return nodes;
    after = pageInfo.endCursor;
  }
}
