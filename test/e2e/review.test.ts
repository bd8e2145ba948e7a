/** What happens after the fact: incidents are found, judged and weighed, and a session is taken away to be filed. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { errorCode, send } from '../support/client.js';
import { enrol } from '../support/operations.js';
import { emptyRoom, otherPicture, portrait } from '../support/pictures.js';
import type { Product } from '../support/product.js';
import { createProductCamera } from '../support/productCamera.js';
import { startProductWithCarla } from '../support/productWithCarla.js';

let product: Product;
let proctor: string;
let candidate: string;
let foreigner: string;
const camera = createProductCamera();

beforeAll(async () => {
  ({ product, proctor, candidate } = await startProductWithCarla());
  foreigner = await product.token({ role: 'proctor', sub: 'frida', exam: 'other' });
  await enrol(product, proctor, { image: await portrait('green'), candidateId: 'gina', fullName: 'Gina Green' });
  await camera.show(product, candidate, await otherPicture('curls'));
  await camera.show(product, candidate, await emptyRoom());
  await camera.show(product, candidate, await otherPicture('curls'));
  await camera.show(product, candidate, await otherPicture('green'));
});

afterAll(async () => {
  await product?.[Symbol.asyncDispose]();
});

const INCIDENTS = /* GraphQL */ `
  query ($first: Int!, $after: String, $filter: IncidentFilter) {
    exam(id: "demo") {
      incidents(first: $first, after: $after, filter: $filter) {
        edges { cursor node { id candidateId incident { kind severity end { reason } } review { verdict by { id } } } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
    }
  }
`;

interface Node {
  readonly id: string;
  readonly incident: { readonly kind: string };
}

async function incidents(variables: { first: number; after?: string; filter?: object }) {
  const { data, errors } = await send(product.url, proctor, INCIDENTS, variables);
  expect(errors).toBeUndefined();
  const { edges, pageInfo } = data.exam.incidents;
  const nodes: readonly Node[] = edges.map(({ node }: { node: Node }) => node);
  return { nodes, kinds: nodes.map(({ incident }) => incident.kind), pageInfo };
}

const RISKS = /* GraphQL */ `
  query ($change: PolicyChange) {
    exam(id: "demo") { sessions { candidateId risk(change: $change) { score contributions { kind incidents score } } } }
  }
`;

async function riskOfCarla(change?: object) {
  const { data } = await send(product.url, proctor, RISKS, { change });
  return data.exam.sessions.find(({ candidateId }: { candidateId: string }) => candidateId === 'carla').risk;
}

describe('a proctor who goes through an exam', () => {
  test('pages through its incidents in the order of their opening', async () => {
    const first = await incidents({ first: 1 });
    expect(first.kinds).toEqual(['NOBODY_THERE']);
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const second = await incidents({ first: 1, after: first.pageInfo.endCursor });
    expect(second.kinds).toEqual(['SOMEBODY_ELSE']);
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  test('chooses them by kind, by severity, and by whether they are over', async () => {
    expect((await incidents({ first: 9, filter: { kinds: ['SOMEBODY_ELSE'] } })).kinds).toEqual(['SOMEBODY_ELSE']);
    expect((await incidents({ first: 9, filter: { severities: ['MEDIUM'] } })).kinds).toEqual(['NOBODY_THERE']);
    expect((await incidents({ first: 9, filter: { isOpen: true } })).kinds).toEqual(['SOMEBODY_ELSE']);
    expect((await incidents({ first: 9, filter: { candidateIds: ['gina'] } })).kinds).toEqual([]);
    const past = { to: '2020-01-01T00:00:00Z' };
    expect((await incidents({ first: 9, filter: past })).kinds).toEqual([]);
  });

  test('pages through its history and finds what matters', async () => {
    const HISTORY = /* GraphQL */ `
      query ($after: ID) {
        exam(id: "demo") {
          events(first: 2, after: $after, filter: { types: [INCIDENT_OPENED, INCIDENT_CLOSED] }) {
            edges { cursor node { __typename id } }
            pageInfo { hasNextPage endCursor }
          }
        }
      }
    `;
    const types: string[] = [];
    let after: string | null = null;
    for (let hasNextPage = true; hasNextPage; ) {
      const { data } = await send(product.url, proctor, HISTORY, { after });
      types.push(...data.exam.events.edges.map(({ node }: { node: { __typename: string } }) => node.__typename));
      ({ hasNextPage, endCursor: after } = data.exam.events.pageInfo);
    }
    expect(types).toEqual(['IncidentOpened', 'IncidentClosed', 'IncidentOpened']);
  });

  test('sees the risk fall with what is dismissed, and can try another policy', async () => {
    const before = await riskOfCarla();
    expect(before.contributions.map(({ kind }: { kind: string }) => kind)).toEqual(['SOMEBODY_ELSE', 'NOBODY_THERE']);
    const id = (await incidents({ first: 9, filter: { kinds: ['SOMEBODY_ELSE'] } })).nodes[0]?.id;
    const REVIEW = /* GraphQL */ `
      mutation ($id: ID!) {
        reviewIncident(input: { examId: "demo", incidentId: $id, verdict: DISMISSED, reason: "Her twin said hello." }) {
          ... on IncidentReviewRecorded { record { review { verdict revision } } }
        }
      }
    `;
    const { data } = await send(product.url, proctor, REVIEW, { id });
    expect(data.reviewIncident.record.review).toEqual({ verdict: 'DISMISSED', revision: 1 });
    const after = await riskOfCarla();
    expect(after.score).toBeLessThan(before.score);
    expect(after.contributions.map(({ kind }: { kind: string }) => kind)).toEqual(['NOBODY_THERE']);
    expect((await incidents({ first: 9, filter: { verdicts: ['NONE'] } })).kinds).toEqual(['NOBODY_THERE']);
    expect((await riskOfCarla({ incidents: [{ kind: 'NOBODY_THERE', isOn: false }] })).score).toBe(0);
    const wrong = await send(product.url, proctor, RISKS, { change: { labelConfidence: 101 } });
    expect(errorCode(wrong)).toBe('BAD_USER_INPUT');
    expect(wrong.errors?.[0]?.message).toContain('labelConfidence');
  });

  test('takes a session away, and that is on record', async () => {
    const EXPORT = '{ sessionExport(examId: "demo", candidateId: "carla") { fileName json html } }';
    const { data } = await send(product.url, proctor, EXPORT);
    const { fileName, json, html } = data.sessionExport;
    expect(fileName).toMatch(/^session_demo_carla_/);
    const session = JSON.parse(json);
    expect(session.incidents.map(({ incident }: Node) => incident.kind)).toEqual(['NOBODY_THERE', 'SOMEBODY_ELSE']);
    expect(session.incidents[1]).toMatchObject({ review: { reason: 'Her twin said hello.' } });
    expect(session.incidents[1].evidence.length).toBeGreaterThan(0);
    expect(session.checks[0].PASS).toBeGreaterThan(0);
    expect(html).toContain('The face matched the enrolled face of <bdi>Gina Green</bdi>.');
    expect(html).toContain('src="data:image/jpeg;base64,');
    const RECENT = '{ exam(id: "demo") { recentEvents(limit: 1) { ... on SessionExported { by { id } } } } }';
    const recent = await send(product.url, proctor, RECENT);
    expect(recent.data.exam.recentEvents).toEqual([{ by: { id: 'paula' } }]);
  });
});

describe('what proctors see of an exam', () => {
  const QUERIES = [
    '{ exam(id: "demo") { incidents { edges { cursor } } } }',
    '{ exam(id: "demo") { events { edges { cursor } } } }',
    '{ incident(examId: "demo", id: "any") { id } }',
    '{ session(examId: "demo", candidateId: "carla") { risk { score } } }',
    '{ sessionExport(examId: "demo", candidateId: "carla") { json } }',
  ];

  test.each(QUERIES)('is refused to the candidate: %s', async (query) => {
    expect(errorCode(await send(product.url, candidate, query))).toBe('FORBIDDEN');
  });

  test.each(QUERIES)('is refused to a proctor of another exam: %s', async (query) => {
    expect(errorCode(await send(product.url, foreigner, query))).toBe('FORBIDDEN');
  });
});
