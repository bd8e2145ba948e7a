/** What Redis calls the parts of an exam. The braces keep them together in a cluster. */
export interface ExamKeys {
  /** Whose turn it is to write, or to whom it is offered. */
  readonly lease: string;
  /** The nodes that wait for their turn. */
  readonly waiting: string;
  /** How far the history has come, and who wrote last. */
  readonly state: string;
  /** The stream of the newest visible events. */
  readonly events: string;
}

export function keysOf(prefix: string, examId: string): ExamKeys {
  const exam = `${prefix}{${nameOf(examId)}}`;
  return { lease: `${exam}:lease`, waiting: `${exam}:waiting`, state: `${exam}:state`, events: `${exam}:events` };
}

/** An exam's id may hold anything; its name has no braces, no spaces, and is the same wherever the id is as UTF-8. */
export function nameOf(examId: string): string {
  return encodeURIComponent(Buffer.from(examId, 'utf8').toString('utf8'));
}

export function examNamed(name: string): string {
  return decodeURIComponent(name);
}
