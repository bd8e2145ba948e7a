/** A frame's way, measured from outside: what came of it, how long it took, and how long it waited for its turn. */
import type { Viewer } from '../auth/viewer.js';
import { inSpan, startClock, type Telemetry } from '../telemetry/telemetry.js';
import type { Admission, AdmissionRequest, Admitted } from './admission.js';
import { ProctorError } from './errors.js';
import { toProctorError } from './failures.js';
import type { ProcessedFrame, ProcessFrameInput } from './processFrame.js';

type ProcessFrame = (viewer: Viewer, input: ProcessFrameInput) => Promise<ProcessedFrame>;

/** Frames that were not looked at are counted and not timed: they would make the others look faster than they are. */
export function measuredFrames(processFrame: ProcessFrame, { meter, tracer }: Telemetry): ProcessFrame {
  return async (viewer, input) => {
    const seconds = startClock();
    const span = tracer.begin('frame');
    try {
      const frame = await inSpan(span, async () => {
        const answered = await processFrame(viewer, input);
        span.note({ 'frame.outcome': answered.status });
        return answered;
      });
      meter.frameAnswered(frame.status);
      if (frame.status === 'PROCESSED') meter.frameStage('whole', seconds());
      return frame;
    } catch (error) {
      const told = toProctorError(error);
      meter.frameAnswered(told instanceof ProctorError ? told.code : 'INTERNAL');
      throw error;
    }
  };
}

export function measuredAdmission(admission: Admission, telemetry: Telemetry): Admission {
  const { meter } = telemetry;
  return {
    nextFrameInMs: (intervalMs) => admission.nextFrameInMs(intervalMs),
    async admit<T>(request: AdmissionRequest, work: () => Promise<T>): Promise<Admitted<T>> {
      const wait = beginWait(request.bytes, telemetry);
      const measuredWork = async () => {
        wait.end('its turn came');
        meter.frameInWork(1);
        try {
          return await work();
        } finally {
          meter.frameInWork(-1);
        }
      };
      try {
        return await admission.admit(request, measuredWork);
      } finally {
        wait.end('its turn never came');
      }
    },
  };
}

function beginWait(bytes: number, { meter, tracer }: Telemetry) {
  const seconds = startClock();
  const span = tracer.begin('admit');
  let isOver = false;
  meter.frameWaits(1, bytes);
  return {
    end(why: 'its turn came' | 'its turn never came') {
      if (isOver) return;
      isOver = true;
      meter.frameWaits(-1, bytes);
      if (why === 'its turn came') meter.frameStage('admit', seconds());
      span.end();
    },
  };
}
