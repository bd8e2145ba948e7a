import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { expect, it } from '@jest/globals';
import { createProgress } from '../../../src/cli/enrol/progress.js';

it('draws a bar on a terminal', () => {
  const stream = new PassThrough();
  // A terminal, as far as a bar is concerned: it is asked for its width and moves the cursor by what is written to it.
  const terminal = Object.assign(stream, { isTTY: true, columns: 80 }) as unknown as NodeJS.WriteStream;
  const progress = createProgress(2, terminal);
  const enrolment = { candidateId: 'ada', fullName: 'Ada', photo: 'ada.jpg', path: '/ada.jpg' };
  progress.done(enrolment, { status: 'enrolled', externalImageId: '1', isNew: true });
  progress.waiting(1_200);
  progress.done(enrolment, { status: 'rejected', reasons: [], isNew: true });
  progress.stop();

  const drawn = stripVTControlCharacters(String(stream.read()));
  expect(drawn).toMatch(/░ 0\/2 photos, 0 rejected/);
  expect(drawn).toMatch(/█ 2\/2 photos, 1 rejected, 0s left\s*$/);
});
