/** What one client may take of the server. */
export interface ServerLimits {
  /** Of one HTTP body, and of one message of a WebSocket, from whoever has shown a token. */
  readonly messageBytes: number;
  /** Of an HTTP body, or of one message of a WebSocket, that came without a token; what was read in one go counts together. */
  readonly bytesWithoutToken: number;
  /** Of one message of a WebSocket that is not acknowledged yet: a token fits. */
  readonly bytesBeforeInit: number;
  readonly headerBytes: number;
  readonly headersTimeoutMs: number;
  /** For a whole HTTP request, the upload of a picture over a slow line included. */
  readonly requestTimeoutMs: number;
  /** Longer than the 60 s after which AWS load balancers drop an idle connection: the server must not be the first to. */
  readonly keepAliveTimeoutMs: number;
  /** From a WebSocket's opening to its acknowledgement. */
  readonly initTimeoutMs: number;
  readonly sockets: number;
  /** Generous: behind a load balancer everybody has one address. */
  readonly socketsPerAddress: number;
  /** Those that have shown no token, together: they are few, and must not keep out who has one. */
  readonly socketsWithoutToken: number;
  /** Of one candidate, who needs one for each page that is open, and a few more while a network comes and goes. */
  readonly socketsPerCandidate: number;
  /** HTTP requests of one candidate at once. */
  readonly requestsPerCandidate: number;
  readonly operationsPerSocket: number;
  /** UTF-16 units of a message that subscribes: it is kept as long as the subscription, with all that is in it. */
  readonly subscriptionLength: number;
  /** Messages of one socket that are being worked on, answers that it has not read included. */
  readonly unfinishedMessagesPerSocket: number;
  /** Unsent bytes of one socket in this process; the kernel buffers some megabytes beside them. */
  readonly unsentBytesPerSocket: number;
  /** A socket that takes nothing of what waits for it in this time is cut off. */
  readonly stalledMs: number;
  /** Silence after which a peer is pinged; as long again, and it is cut off. */
  readonly heartbeatMs: number;
  /** How often every socket is looked at. */
  readonly vigilMs: number;
  /** When stopping, sockets are closed over this time, so that their clients don't all come back at once. */
  readonly farewellMs: number;
  /** How long a stopping server waits for what it has begun. */
  readonly drainMs: number;
}

const MiB = 1024 * 1024;

export const serverLimits: ServerLimits = {
  // A picture of 6 MiB, too large by one, is 8 MiB in Base64: it must arrive to be answered with IMAGE_TOO_LARGE.
  messageBytes: 12 * MiB,
  bytesWithoutToken: 128 * 1024,
  bytesBeforeInit: 16 * 1024,
  headerBytes: 16 * 1024,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 60_000,
  keepAliveTimeoutMs: 72_000,
  initTimeoutMs: 5_000,
  sockets: 10_000,
  socketsPerAddress: 5_000,
  socketsWithoutToken: 500,
  socketsPerCandidate: 16,
  requestsPerCandidate: 16,
  operationsPerSocket: 20,
  subscriptionLength: 128 * 1024,
  unfinishedMessagesPerSocket: 500,
  unsentBytesPerSocket: MiB,
  stalledMs: 10_000,
  heartbeatMs: 15_000,
  vigilMs: 1_000,
  farewellMs: 1_000,
  drainMs: 10_000,
};
