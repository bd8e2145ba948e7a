import type { Viewer } from '../auth/viewer.js';
import type { ExamEvent, SignOfLife } from '../domain/events.js';
import type { Dependencies } from './service.js';

/** An event of which a candidate is told. */
export type CandidateNotice =
  | Extract<
      ExamEvent,
      { readonly type: 'MessageSent' | 'SessionPaused' | 'SessionResumed' | 'SessionExtended' | 'SessionEnded' }
    >
  | SignOfLife;

/** Resolves once the viewer may listen and the cursor is good. @throws ProctorError FORBIDDEN, NOT_FOUND; CursorError */
export async function candidateNotices(
  _dependencies: Dependencies,
  _viewer: Viewer,
  _examId: string,
  _options: { readonly candidateId?: string | undefined; readonly after?: string | undefined },
): Promise<AsyncIterableIterator<CandidateNotice>> {
  throw new Error('Not built yet.');
}
