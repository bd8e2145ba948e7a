import type { Viewer } from '../auth/viewer.js';
import type { World } from './changeSession.js';

/** All that is kept of one session. */
export interface SessionExport {
  /** Without an ending. */
  readonly fileName: string;
  readonly json: string;
  readonly html: string;
}

/** @throws ProctorError NOT_FOUND, FORBIDDEN */
export async function sessionExport(
  _world: World,
  _viewer: Viewer,
  _examId: string,
  _candidateId: string,
): Promise<SessionExport> {
  throw new Error('Not built yet.');
}
