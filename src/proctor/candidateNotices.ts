import type { Viewer } from '../auth/viewer.js';
import type { ExamEvent, SignOfLife } from '../domain/events.js';
import { filtered } from './examEvents.js';
import { getExam } from './exams.js';
import { requireCandidate } from './input.js';
import type { Dependencies } from './service.js';
import { withSignsOfLife } from './signsOfLife.js';

const TOLD = ['MessageSent', 'SessionPaused', 'SessionResumed', 'SessionExtended', 'SessionEnded'] as const;

/** An event of which a candidate is told. */
export type ToldEvent = Extract<ExamEvent, { readonly type: (typeof TOLD)[number] }>;

export type CandidateNotice = ToldEvent | SignOfLife;

/** Resolves once the viewer may listen and the cursor is good. @throws ProctorError FORBIDDEN, NOT_FOUND; CursorError */
export async function candidateNotices(
  { store, log, now }: Pick<Dependencies, 'store' | 'log' | 'now'>,
  viewer: Viewer,
  examId: string,
  { candidateId, after }: { readonly candidateId?: string | undefined; readonly after?: string | undefined },
): Promise<AsyncIterableIterator<CandidateNotice>> {
  const to = requireCandidate(viewer, candidateId);
  const exam = await getExam(store, viewer, examId);
  const start = after ?? (await log.latest(exam.id));
  await log.read(exam.id, { after: start, limit: 1 });
  let cursor = start;
  const notices = filtered(log.follow(exam.id, start), (event) => {
    cursor = event.id;
    return isToldTo(to, event);
  }) as AsyncIterableIterator<ToldEvent>;
  return withSignsOfLife(notices, { examId: exam.id, cursor: () => cursor, now });
}

function isToldTo(candidateId: string, event: ExamEvent): event is ToldEvent {
  const types: readonly string[] = TOLD;
  return types.includes(event.type) && (event.candidateId === undefined || event.candidateId === candidateId);
}
