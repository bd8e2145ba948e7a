/**
 * Which partition of the sessions table holds whose session of an exam. Each frame writes its session, at two write units, and
 * DynamoDB gives each partition key 1,000 a second. So an exam's sessions are divided among sixteen keys, by candidate.
 */
import { createHash } from 'node:crypto';

const DIGITS = Array.from({ length: 16 }, (_, digit) => digit.toString(16));

/** The key of the part that holds the candidate's session: the same in every process, and as often one as another. */
export function sessionPartOf(examId: string, candidateId: string): string {
  const [digit = ''] = createHash('sha256').update(candidateId).digest('hex');
  return partKey(examId, digit);
}

/** The keys of all parts. */
export function sessionPartsOf(examId: string): readonly string[] {
  return DIGITS.map((digit) => partKey(examId, digit));
}

/** Exam ids have no `~`, so no two exams share a part. */
function partKey(examId: string, digit: string): string {
  return `${examId}~${digit}`;
}
