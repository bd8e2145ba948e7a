import type { Viewer } from '../auth/viewer.js';
import type { SignOfLife } from '../domain/events.js';
import { getExam } from './exams.js';
import { requireCandidate } from './input.js';
import { createNoticeBoard } from './noticeBoard.js';
import type { Dependencies } from './service.js';
import { withSignsOfLife } from './signsOfLife.js';
import type { ToldEvent } from './toldEvents.js';

/** What a candidate's feed delivers. */
export type CandidateNotice = ToldEvent | SignOfLife;

export interface NoticeOptions {
  readonly candidateId?: string | undefined;
  readonly after?: string | undefined;
}

export function createCandidateNotices({ store, log, now }: Pick<Dependencies, 'store' | 'log' | 'now'>) {
  const board = createNoticeBoard(log);

  /**
   * Resolves once the viewer may listen and the cursor is good.
   * @throws ProctorError FORBIDDEN, NOT_FOUND, BAD_USER_INPUT; CursorError
   */
  return async function candidateNotices(
    viewer: Viewer,
    examId: string,
    { candidateId, after }: NoticeOptions,
  ): Promise<AsyncIterableIterator<CandidateNotice>> {
    const to = requireCandidate(viewer, candidateId);
    const exam = await getExam(store, viewer, examId);
    if (after !== undefined) await log.read(exam.id, { after, limit: 1 });
    const notices = await board.listen(exam.id, to, after);
    return withSignsOfLife(notices, { examId: exam.id, cursor: notices.cursor, now });
  };
}
