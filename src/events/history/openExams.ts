/** The exams whose history is in memory: those that somebody follows or uses now, and those that were used lately. */
import type { ExamHistory } from './examHistory.js';
import type { Follower } from './follower.js';

export interface OpenExam {
  readonly history: ExamHistory;
  readonly followers: Set<Follower>;
}

export interface OpenExams extends Iterable<OpenExam> {
  /** Opens the exam unless it is open. Nobody waits for it: without followers it may be forgotten again at any time. */
  get(examId: string): OpenExam;
  /**
   * The exam is not forgotten before `act` has come to its end: there is never another history of it, that would not
   * learn what happened in this one.
   */
  use<T>(examId: string, act: (history: ExamHistory) => Promise<T>): Promise<T>;
  peek(examId: string): ExamHistory | undefined;
}

/** @param idleExams how many exams that nobody follows or uses are kept */
export function createOpenExams(open: (examId: string) => ExamHistory, idleExams: number): OpenExams {
  /** The one used last is the last. */
  const exams = new Map<string, OpenExam>();
  const uses = new Map<OpenExam, number>();

  function get(examId: string): OpenExam {
    const known = exams.get(examId);
    const exam = known ?? { history: open(examId), followers: new Set() };
    exams.delete(examId);
    exams.set(examId, exam);
    if (!known) forgetIdleExams(exam);
    return exam;
  }

  function forgetIdleExams(newest: OpenExam): void {
    const idle = [...exams].filter(([, exam]) => exam !== newest && isIdle(exam));
    for (const [examId, { history }] of idle.slice(0, Math.max(0, idle.length - idleExams))) {
      history.close();
      exams.delete(examId);
    }
  }

  function isIdle(exam: OpenExam): boolean {
    return exam.followers.size === 0 && !uses.has(exam) && !exam.history.isNeeded();
  }

  function countUse(exam: OpenExam, change: 1 | -1): void {
    const count = (uses.get(exam) ?? 0) + change;
    if (count === 0) uses.delete(exam);
    else uses.set(exam, count);
  }

  return {
    get,
    async use(examId, act) {
      const exam = get(examId);
      countUse(exam, 1);
      try {
        return await act(exam.history);
      } finally {
        countUse(exam, -1);
      }
    },
    peek: (examId) => exams.get(examId)?.history,
    [Symbol.iterator]: () => exams.values(),
  };
}
