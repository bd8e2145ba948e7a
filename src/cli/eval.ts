/** Measures the embedded engine on a folder of labelled pictures, and prints the curves that its thresholds rest on. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineCommand, runMain } from 'citty';
import { createEmbeddedEngine } from '../vision/embedded/engine.js';
import { evaluateEnrolment } from './eval/enrolment.js';
import { evaluateGroups } from './eval/groups.js';
import { evaluateModeration } from './eval/moderation.js';
import { evaluatePersons } from './eval/persons.js';
import { evaluatePhones } from './eval/phones.js';
import { observeAll, readLabelledPhotos, readPhonePhotos, readPictures } from './eval/pictures.js';
import { evaluateVerification } from './eval/verification.js';

const portraitName = /^[a-z]+\d+\.png$/;

const command = defineCommand({
  meta: { name: 'eval', description: 'Measures the embedded vision engine on labelled pictures' },
  args: {
    dir: {
      type: 'positional',
      required: true,
      description: 'A folder with faces-dev (NAME+NUMBER.png, groups as .jpg), objects-dev (YOLO) and phones-dev',
    },
  },
  async run({ args: { dir } }) {
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
    evaluatePersons(photos);
    evaluatePhones(photos, phones);
    evaluateGroups(groups);
    evaluateModeration([...seenPortraits, ...groups, ...photos, ...phones]);
  },
});

async function* nobody() {
  // Everybody is enrolled, if at all, by the evaluation itself.
}

await runMain(command);
