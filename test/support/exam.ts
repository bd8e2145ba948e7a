import type { Exam } from '../../src/domain/exam.js';
import { defaultExamPolicy } from '../../src/domain/examPolicy/defaultExamPolicy.js';

/** What exams begin with in tests. */
export const policy = defaultExamPolicy({
  minConfidence: 85,
  objectsOfInterest: ['Cell Phone'],
  isConsentRequired: false,
});

export function examOf(id: string, title = 'Algebra'): Exam {
  return { id, title, createdAt: '2026-01-15T09:00:00.000Z', policy };
}
