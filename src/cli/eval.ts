/** Measures the embedded engine on a folder of labelled pictures, and prints the curves that its thresholds rest on. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineCommand, runMain } from 'citty';
import { defaultExamPolicy } from '../domain/examPolicy/defaultExamPolicy.js';
import { createEmbeddedEngine } from '../vision/embedded/engine.js';
import { evaluateDirections } from './eval/directions.js';
import { evaluateEnrolment } from './eval/enrolment.js';
import { evaluateGroups } from './eval/groups.js';
import { evaluateModeration } from './eval/moderation.js';
import { evaluatePersons } from './eval/persons.js';
import { evaluatePhones } from './eval/phones.js';
import { observeAll, readLabelledPhotos, readPhonePhotos, readPictures, shippedThreshold } from './eval/pictures.js';
import { evaluateVerification } from './eval/verification.js';
import { evaluateWebcam } from './eval/webcam.js';

const portraitName = /^[a-z]+\d+\.png$/;

const policy = defaultExamPolicy({
  minConfidence: shippedThreshold,
  objectsOfInterest: ['Mobile Phone', 'Cell Phone'],
  isConsentRequired: false,
});

const command = defineCommand({
  meta: { name: 'eval', description: 'Measures the embedded vision engine on labelled pictures' },
  args: {
    dir: {
      type: 'positional',
      required: true,
      description: 'A folder with faces-dev (NAME+NUMBER.png, groups as .jpg), objects-dev (YOLO) and phones-dev',
    },
    frames: {
      type: 'string',
      description: 'A folder with the frames of a webcam clip, two a second (DIR/webcam-dev unless given)',
    },
  },
  async run({ args: { dir, frames } }) {
    await using engine = createEmbeddedEngine({ threads: availableParallelism(), enrolledFaces: nobody });
    await engine.ready();
    const faces = await readPictures(join(dir, 'faces-dev'));
    const portraits = faces.filter(({ file }) => portraitName.test(file));
    const groups = await observeAll(
      engine,
      faces.filter((picture) => !portraits.includes(picture)),
    );
    const photos = await observeAll(engine, await readLabelledPhotos(join(dir, 'objects-dev')));
    const phones = await observeAll(engine, await readPhonePhotos(join(dir, 'phones-dev')));

    const { templates } = await evaluateEnrolment(engine, portraits);
    const seenPortraits = await evaluateVerification(engine, portraits, templates);
    evaluateDirections(seenPortraits, policy.limits);
    evaluatePersons(photos);
    evaluatePhones(photos, phones);
    evaluateGroups(groups);
    await evaluateWebcam(engine, frames ?? join(dir, 'webcam-dev'), policy);
    evaluateModeration([...seenPortraits, ...groups, ...photos, ...phones]);
  },
});

async function* nobody() {
  // Everybody is enrolled, if at all, by the evaluation itself.
}

await runMain(command);
