/** What a server of the comparison must do. */
export interface Contender {
  /** Such as `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Of the header `authorization`, one for each session. */
  readonly tokens: readonly string[];
  /** For a dashboard; the floor has none. */
  readonly proctorToken?: string;
  /** How often each operation of the store was called since the server began. */
  readonly storeCalls: ReadonlyMap<string, number>;
}

export interface ContenderOptions {
  readonly sessions: number;
  /** An engine that takes this long for a frame, and looks at so many at once; at once and four, unless set. */
  readonly engine?: { readonly looksForMs: number; readonly concurrency: number };
  /** How often a frame of each session is wanted, in milliseconds; as a new exam wants it, unless set. */
  readonly frameIntervalMs?: number;
  /** Of the database, as `database.ts` says it. */
  readonly database: {
    readonly endpoint: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
}
