import type { Viewer } from '../auth/viewer.js';
import type { Actor } from '../domain/actor.js';

/** The viewer as history remembers them. */
export function actorOf({ sub, name }: Viewer): Actor {
  return { id: sub, ...(name !== undefined && { name }) };
}
