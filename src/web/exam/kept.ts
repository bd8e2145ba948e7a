/** What the exam page remembers, in this tab alone, so that it goes on where it was when it is loaded again. */
export interface Kept {
  readonly examId?: string;
  /** The candidate to whom the rest belongs. */
  readonly candidateId?: string;
  /** The version of the text that the candidate agreed to; it is recorded when the session starts. */
  readonly agreedTo?: string;
  /** The exam was started here, so that its page is shown at once. */
  readonly isStarted?: boolean;
  /** From which the notices resume. */
  readonly cursor?: string;
  readonly messages?: readonly Message[];
  /** The camera that was chosen. */
  readonly deviceId?: string;
}

/** Something that a candidate is told and that stays until it is read. */
export interface Message {
  readonly id: string;
  /** RFC 3339, by the server's clock. */
  readonly at: string;
  readonly content:
    | { readonly kind: 'text'; readonly text: string; readonly isToEverybody: boolean }
    | { readonly kind: 'extended'; readonly minutes: number };
  readonly isRead: boolean;
}

export interface Memory {
  read(): Kept;
  /** Changes what is given, and leaves the rest. */
  keep(change: Kept): void;
  /** Only the camera is kept: it is the machine's, not the candidate's. */
  forget(): void;
}

const KEY = 'virtual-proctor:exam';

export function createMemory(storage: Storage): Memory {
  const write = (kept: Kept) => storage.setItem(KEY, JSON.stringify(kept));
  const read = (): Kept => JSON.parse(storage.getItem(KEY) ?? '{}') as Kept; // as `write` wrote it
  return {
    read,
    keep: (change) => write({ ...read(), ...change }),
    forget() {
      const { deviceId } = read();
      write(deviceId === undefined ? {} : { deviceId });
    },
  };
}
