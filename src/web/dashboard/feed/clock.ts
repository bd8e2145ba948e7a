/** The server's time, as far as this machine can tell. */
export interface ServerClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** @param serverTime as answered to a request that was sent and answered at these moments of this machine */
  set(serverTime: string, sentAt: number, answeredAt: number): void;
}

export function createServerClock(): ServerClock {
  let offset = 0;
  return {
    now: () => Date.now() + offset,
    set: (serverTime, sentAt, answeredAt) => {
      offset = Date.parse(serverTime) - (sentAt + answeredAt) / 2;
    },
  };
}
