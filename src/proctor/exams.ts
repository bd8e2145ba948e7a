import { hasRole, maySeeExam, type Viewer } from '../auth/viewer.js';
import { EXAM_ID_PATTERN, type Exam } from '../domain/exam.js';
import type { ExamPolicy } from '../domain/examPolicy/examPolicy.js';
import type { Store } from '../store/store.js';
import { ProctorError } from './errors.js';
import { requireText } from './input.js';

export interface NewExam {
  readonly id: string;
  readonly title: string;
}

/**
 * The exam, for a viewer who may know of it.
 * @throws ProctorError FORBIDDEN before it says whether the exam exists, NOT_FOUND
 */
export async function getExam(
  store: { readonly exams: Pick<Store['exams'], 'get'> },
  viewer: Viewer,
  examId: string,
): Promise<Exam> {
  if (!maySeeExam(viewer, examId)) throw new ProctorError('FORBIDDEN', 'Your token does not cover this exam.');
  const exam = EXAM_ID_PATTERN.test(examId) ? await store.exams.get(examId) : undefined;
  if (!exam) throw new ProctorError('NOT_FOUND', 'There is no exam of this id.');
  return exam;
}

/** The exams that the viewer may see, by title. */
export async function exams(store: Store, viewer: Viewer): Promise<readonly Exam[]> {
  const all = await store.exams.list();
  return all
    .filter((exam) => maySeeExam(viewer, exam.id))
    .toSorted((a, b) => a.title.localeCompare(b.title) || a.id.localeCompare(b.id));
}

/** @throws ProctorError BAD_USER_INPUT for an id or a title that won't do, and for an id that is taken */
export async function createExam(
  { store, now, policy }: { readonly store: Store; readonly now: () => number; readonly policy: ExamPolicy },
  input: NewExam,
): Promise<Exam> {
  if (!EXAM_ID_PATTERN.test(input.id)) {
    throw new ProctorError(
      'BAD_USER_INPUT',
      'An exam id has up to 64 letters, digits, dots, dashes and underscores, and begins with a letter or a digit.',
    );
  }
  const title = requireText('title', input.title, 200);
  const exam: Exam = { id: input.id, title, createdAt: new Date(now()).toISOString(), policy };
  if (!(await store.exams.create(exam))) {
    throw new ProctorError('BAD_USER_INPUT', 'An exam of this id exists already.');
  }
  return exam;
}

/** Staff of an exam see everybody in it; a candidate sees what is their own. */
export function isStaff(viewer: Viewer): boolean {
  return hasRole(viewer, 'PROCTOR', 'ADMIN');
}

/** @throws ProctorError FORBIDDEN */
export function requireStaff(viewer: Viewer): void {
  if (!isStaff(viewer)) throw new ProctorError('FORBIDDEN', 'This is for proctors only.');
}
