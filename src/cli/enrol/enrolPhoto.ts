import { readFile } from 'node:fs/promises';
import { BadPicture } from '../../vision/engine.js';
import type { Enrolment } from './enrolments.js';
import type { Journal } from './journal.js';
import type { Outcome } from './outcome.js';
import { type Patience, patiently } from './patience.js';
import { fingerprintOf, prepared } from './photo.js';
import type { ProctorServer } from './server.js';

export interface PhotoEnrollerOptions {
  readonly journal: Journal;
  readonly server: ProctorServer;
  readonly patience: Patience;
  /** Sends rejected photos once more: what stood against them may have changed at the server. */
  readonly again: boolean;
}

/**
 * Enrols one photo, unless the journal knows what would come of it. The journal is believed as to rejections; a face that it
 * says is enrolled is looked for first, since it may have been deleted.
 */
export function createPhotoEnroller({ journal, server, patience, again }: PhotoEnrollerOptions) {
  return async function enrolPhoto(enrolment: Enrolment): Promise<Outcome> {
    const { candidateId, fullName, path } = enrolment;
    const photo = await readFile(path).catch((error: NodeJS.ErrnoException) => error);
    if (!(photo instanceof Uint8Array)) return { status: 'failed', message: `Its file can't be read (${photo.code}).` };
    const fingerprint = fingerprintOf(enrolment, photo);
    const known = journal.find(fingerprint);
    if (known?.status === 'rejected' && !again) return { ...known, isNew: false };
    if (known?.status === 'enrolled') {
      const { externalImageId } = known;
      if (await patiently(() => server.hasFace(externalImageId), patience)) return { ...known, isNew: false };
    }

    const image = await prepared(photo).catch(toBadPicture);
    const outcome =
      image instanceof BadPicture
        ? unusable(image)
        : await patiently(() => server.indexFace({ image, fullName, candidateId }), patience);
    if (outcome.status === 'enrolled' || outcome.status === 'rejected') {
      const { isNew: _, ...verdict } = outcome;
      await journal.record({ candidateId, fingerprint, verdict });
    }
    return outcome;
  };
}

function toBadPicture(error: unknown): BadPicture {
  if (error instanceof BadPicture) return error;
  throw error;
}

/** In the words of the server, which need not see the picture for it. */
function unusable({ message }: BadPicture) {
  return { status: 'rejected', reasons: [{ code: 'BAD_IMAGE', message }], isNew: true } as const;
}
