/** What a candidate's client asks of the API, over HTTP and a WebSocket, in browsers and in Node. */
import { type Clock, createClock } from './clock.js';
import { RequestRefused } from './errors.js';
import { type Frames, type FramesOptions, sendFrames } from './frames.js';
import {
  EndSessionDocument,
  ExamToSitDocument,
  type ExamToSitQuery,
  ProcessFrameDocument,
  type ProcessFrameInput,
  type ProcessFrameMutation,
  type SessionFactsFragment,
  type SessionInput,
  StartSessionDocument,
  type StartSessionInput,
} from './generated/operations.js';
import { followNotices, type Notices, type NoticesOptions } from './notices.js';
import { createSendRequest, type RequestOptions } from './request.js';

export type Exam = NonNullable<ExamToSitQuery['exam']>;
export type Session = SessionFactsFragment;
export type ProcessedFrame = ProcessFrameMutation['processFrame'];

export interface ExamClientOptions extends RequestOptions {
  /** Instead of the global one, which Node 20 does not have. */
  readonly webSocketImpl?: unknown;
  /** Instead of the system's: one that runs on in the background, or a test's. */
  readonly clock?: Clock;
}

/** Everything here throws RequestRefused or ServerUnreachable, unless it says that it tries again by itself. */
export interface ExamClient {
  /** Throws RequestRefused with NOT_FOUND where there is no such exam, or none that the candidate may see. */
  exam(examId: string): Promise<Exam>;
  /** Starts a session, or takes part in the one that runs. */
  startSession(input: StartSessionInput): Promise<Session>;
  /** Sends one frame, once. `sendFrames` is what an exam needs. */
  processFrame(input: ProcessFrameInput): Promise<ProcessedFrame>;
  /** Sends frames until it is stopped or the session is over. What fails is tried again, and told. */
  sendFrames(options: FramesOptions): Frames;
  /** Tells what the candidate is told, until it is stopped. What fails is tried again, and told. */
  followNotices(options: NoticesOptions): Notices;
  endSession(input: SessionInput): Promise<Session>;
}

export function createExamClient(options: ExamClientOptions): ExamClient {
  const { url, token, webSocketImpl, clock = createClock() } = options;
  const request = createSendRequest(options);

  async function exam(examId: string): Promise<Exam> {
    const { exam } = await request(ExamToSitDocument, { examId });
    if (!exam) throw new RequestRefused('NOT_FOUND', `There is no exam “${examId}”.`);
    return exam;
  }

  const connection = {
    url: url.replace(/^http/, 'ws'),
    token,
    clock,
    webSocketImpl,
    currentCursor: async (examId: string) => (await exam(examId)).cursor,
  };

  return {
    exam,
    startSession: async (input) => (await request(StartSessionDocument, { input })).startSession,
    processFrame: async (input) => (await request(ProcessFrameDocument, { input })).processFrame,
    sendFrames: (frames) => sendFrames({ request, clock }, frames),
    followNotices: (notices) => followNotices(connection, notices),
    endSession: async (input) => (await request(EndSessionDocument, { input })).endSession,
  };
}
