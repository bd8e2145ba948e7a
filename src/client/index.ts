/**
 * The candidate's side of Virtual Proctor, for a school's own exam page or a simulator: it sends what the camera sees at the
 * pace that the server asks for, and tells what the proctors say. It needs neither React nor Apollo.
 *
 * ```ts
 * import { createBackgroundClock, createCamera, createExamClient } from 'virtual-proctor/client';
 *
 * const examId = 'demo';
 * const clock = createBackgroundClock();
 * const client = createExamClient({ url: 'https://proctor.example/graphql', token: () => yourToken(), clock });
 * const { policy } = await client.exam(examId);
 * // Show the candidate what is recorded, and let them agree to this version of the text.
 * await client.startSession({ examId, consentTextVersion: policy.consent.textVersion });
 *
 * const stream = await navigator.mediaDevices.getUserMedia({ video: true });
 * const { takePicture } = createCamera(stream);
 * const frames = client.sendFrames({ examId, takePicture, onState: showWhetherFramesArrive });
 * const notices = client.followNotices({ examId, after: sessionStorage['cursor'], onNotice: showMessage,
 *   onCursor: (cursor) => sessionStorage.setItem('cursor', cursor) });
 *
 * await candidateHasFinished();
 * frames.stop();
 * notices.stop();
 * await client.endSession({ examId });
 * ```
 *
 * In Node, leave out the camera and the clock and give `takePicture` a function that returns a JPEG's bytes; Node 20 also
 * needs `webSocketImpl` (from `ws`).
 */
export { type BackgroundClock, createBackgroundClock } from './backgroundClock.js';
export { type Camera, type CameraOptions, type CameraState, createCamera } from './camera.js';
export { type Clock, createClock } from './clock.js';
export { RequestRefused, ServerUnreachable } from './errors.js';
export {
  createExamClient,
  type Exam,
  type ExamClient,
  type ExamClientOptions,
  type ProcessedFrame,
  type Session,
} from './examClient.js';
export type { Frames, FramesOptions, FramesState, TakePicture } from './frames.js';
export type { Notice, Notices, NoticesOptions, NoticesState } from './notices.js';
export type { TokenSource } from './request.js';
