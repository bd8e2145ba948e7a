import type { Logger } from 'pino';
import type { Viewer } from '../auth/viewer.js';
import type { ProctorService } from '../proctor/service.js';

/** What every resolver is given, whichever transport the request came over. */
export interface Context {
  /** Absent where no token was sent. */
  readonly viewer?: Viewer;
  /** Found in the log, and in the answer of a masked error. */
  readonly requestId: string;
  readonly log: Logger;
  readonly proctor: ProctorService;
}

/** The viewer of a field whose `@allow` let nobody in without a token. */
export function requireViewer({ viewer }: Context): Viewer {
  if (!viewer) throw new Error('A field that needs a viewer is open to everybody.');
  return viewer;
}
