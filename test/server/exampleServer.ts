/** A listening server around a small schema of its own, and the clients that the tests of the server speak to it with. */
import { EventEmitter, on } from 'node:events';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { pino } from 'pino';
import { InvalidToken, IssuerUnavailable, type TokenVerifier } from '../../src/auth/tokenVerifier.js';
import type { Viewer } from '../../src/auth/viewer.js';
import { ProctorError } from '../../src/proctor/errors.js';
import type { OperationFacts } from '../../src/server/operation.js';
import { createServer, type Server, type ServerOptions } from '../../src/server/server.js';
import { openPeer, type Peer } from './peer.js';

const typeDefs = `
  type Query {
    hello: String!
    viewer: String
    node: Node!
    plus(one: Int! = 1): Int!
    fails(how: String!): String
    "Answered when the test says so."
    slow: String!
  }
  type Node { id: ID! child: Node! children: [Node!]! }
  type Mutation {
    "How many characters the image has."
    upload(image: String!): Int!
    measure(input: Measure!): Int!
  }
  input Measure { size: Int! }
  type Subscription {
    ticks: Int!
    "As much as the client takes."
    flood(bytes: Int!): String!
    fails: Int
  }
`;

/** What the test and the resolvers do to each other. */
export class World extends EventEmitter {
  /** Events that a flood was asked for. */
  pulls = 0;
  tick(count: number): void {
    this.emit('tick', count);
  }
  /** Lets every slow query go. */
  release(): void {
    this.emit('release');
  }
}

export interface Example extends AsyncDisposable {
  readonly url: string;
  readonly server: Server;
  readonly world: World;
  /** Everything that was logged, line by line. */
  readonly logged: string[];
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** A POST of JSON to /graphql, accepting the newest media type unless told otherwise. */
  post(body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** A WebSocket that has yet to say connection_init. */
  open(headers?: Record<string, string>): Peer;
  /** A WebSocket that is acknowledged. */
  connect(token?: string): Promise<Peer>;
  close(): Promise<void>;
}

export async function startExample(overrides: Partial<ServerOptions> = {}): Promise<Example> {
  const world = new World().setMaxListeners(0);
  const logged: string[] = [];
  const server = createServer({
    schema: makeExecutableSchema({ typeDefs, resolvers: resolversOf(world) }),
    createContext: (facts) => facts,
    verifier,
    log: pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) }),
    host: '127.0.0.1',
    port: 0,
    allowedOrigins: ['https://exams.example.org'],
    readiness: {},
    version: '1.2.3',
    ...overrides,
  });
  const { url } = await server.listen();
  const peers: Peer[] = [];

  const open = (headers: Record<string, string> = {}) => {
    const peer = openPeer(`${url.replace('http', 'ws')}/graphql`, headers);
    peers.push(peer);
    return peer;
  };

  const close = async () => {
    for (const peer of peers) peer.socket.terminate();
    await server.close();
  };

  return {
    url,
    server,
    world,
    logged,
    fetch: (path, init) => fetch(url + path, init),
    post: (body, headers) =>
      fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    open,
    async connect(token) {
      const peer = open();
      await peer.init(token === undefined ? {} : { authorization: `Bearer ${token}` });
      return peer;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
}

export interface Question {
  readonly query: string;
  readonly variables?: object;
  readonly operationName?: string;
}

/** The ways to ask the same thing. */
export const transports = {
  HTTP: async (example: Example, question: Question): Promise<Answer> =>
    (await (await example.post(question, { authorization: 'Bearer proctor' })).json()) as Answer,
  WebSocket: async (example: Example, question: Question): Promise<Answer> =>
    (await example.connect('proctor')).ask(question),
} as const;

/** Tokens are named after what becomes of them. */
export const verifier: TokenVerifier = {
  ready: async () => {},
  async verify(token): Promise<Viewer> {
    if (token === 'unavailable') throw new IssuerUnavailable('keys.internal.example.org: ECONNREFUSED');
    if (token === 'wordy') throw new InvalidToken('malformed', `${'é'.repeat(61)}x${'é'.repeat(61)}`);
    if (token === 'bug') throw new TypeError('undefined is not a function');
    const ttl = { proctor: 3_600_000, ana: 3_600_000, ben: 3_600_000, brief: 300, century: 100 * 365 * 86_400_000 }[
      token
    ];
    if (ttl === undefined) throw new InvalidToken('expired', 'The token has expired.');
    const isCandidate = token === 'ana' || token === 'ben';
    return { sub: token, roles: [isCandidate ? 'CANDIDATE' : 'PROCTOR'], expiresAt: Date.now() + ttl };
  },
};

function resolversOf(world: World) {
  const node = { id: '1', child: () => node, children: () => [node] };
  return {
    Query: {
      hello: () => 'world',
      viewer: (_: unknown, __: unknown, { viewer }: OperationFacts) => viewer?.sub,
      node: () => node,
      plus: (_: unknown, { one }: { one: number }) => one + 1,
      fails: (_: unknown, { how }: { how: string }) => fail(how),
      slow: () =>
        new Promise((resolve) => {
          world.once('release', () => resolve('done'));
          world.emit('slow');
        }),
    },
    Mutation: {
      upload: (_: unknown, { image }: { image: string }) => image.length,
      measure: (_: unknown, { input }: { input: { size: number } }) => input.size,
    },
    Subscription: {
      ticks: {
        subscribe: () => {
          const ticks = on(world, 'tick');
          world.emit('ticking');
          return {
            [Symbol.asyncIterator]() {
              return this;
            },
            next: () => ticks.next(),
            return: () => {
              world.emit('ticks ended');
              return ticks.return?.();
            },
          };
        },
        resolve: ([count]: [number]) => count,
      },
      flood: {
        async *subscribe(_: unknown, { bytes }: { bytes: number }) {
          try {
            for (;;) {
              world.pulls += 1;
              yield { flood: 'x'.repeat(bytes) };
            }
          } finally {
            world.emit('flood ended');
          }
        },
      },
      fails: {
        // biome-ignore lint/correctness/useYield: it is to break before its first event
        async *subscribe() {
          fail('bug');
        },
      },
    },
  };
}

function fail(how: string): never {
  if (how === 'busy') throw new ProctorError('OVERLOADED', 'Send it again.', { retryAfterMs: 250 });
  if (how === 'graphql') throw new GraphQLError('The engine at 10.0.0.7 said no.');
  throw new TypeError('Cannot read properties of secret');
}
