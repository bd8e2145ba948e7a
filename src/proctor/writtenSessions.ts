import type { Session } from '../domain/session.js';
import { type SessionKey, sessionKey } from './sessionKey.js';

/** The sessions that this process has written, each as it wrote it last, once the outbox was appended to the history. */
export interface WrittenSessions {
  note(session: Session): void;
  /** Whether it was written here, and by nobody since that we know of: then its outbox is in the history. */
  has(session: Session): boolean;
  /** Another process may have written it since. */
  last(key: SessionKey): Session | undefined;
  forget(key: SessionKey): void;
}

/** Far more than send their frames to one process; some kB each. */
const REMEMBERED_SESSIONS = 2_000;

export function createWrittenSessions(): WrittenSessions {
  /** That of the session written longest ago first. */
  const sessions = new Map<string, Session>();
  return {
    note(session) {
      const key = sessionKey(session);
      sessions.delete(key);
      sessions.set(key, session);
      const [oldest] = sessions.keys();
      if (sessions.size > REMEMBERED_SESSIONS && oldest !== undefined) sessions.delete(oldest);
    },
    has(session) {
      const last = sessions.get(sessionKey(session));
      return last?.id === session.id && last.version === session.version;
    },
    last: (key) => sessions.get(sessionKey(key)),
    forget: (key) => void sessions.delete(sessionKey(key)),
  };
}
