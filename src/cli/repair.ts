/** Makes Rekognition's collection and the faces table agree again: `npm run repair`, and then `npm run repair -- --yes`. */
import { parseArgs } from 'node:util';
import { defineCommand } from 'citty';
import { loadConfig } from '../config.js';
import { isTableMissing } from '../store/dynamodb/errors.js';
import { CallFailed } from '../vision/rekognition/failures.js';
import { type Comparison, compare, stillStray } from './repair/compare.js';
import { type Places, withPlaces } from './repair/places.js';
import { reportOn } from './repair/report.js';
import { runFromTerminal } from './runFromTerminal.js';

// The version of the AWS SDK that is installed works on Node 20, and says at each start that later ones won't.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const NOTES = `It is configured by the server's own variables: COLLECTION_ID, FACES_TABLENAME, REGION, DYNAMODB_ENDPOINT and so on.

A vector without a face is left when an enrolment was cut short, or a table was emptied; nobody can be recognised by it, but
its owner can't be enrolled by another photo. A face without a vector has to be enrolled again from its photo.

Run it while nobody is being enrolled: a vector comes a moment before its face.

Exit codes: 0 they agree, 2 they don't, 1 it failed.`;

const command = defineCommand({
  meta: { name: 'repair', description: "Compares Rekognition's collection with the faces table" },
  args: {
    'dry-run': { type: 'boolean', description: 'Only says what it would do; so it does without --yes' },
    yes: { type: 'boolean', description: 'Deletes the vectors that belong to no face' },
  },
  async run({ rawArgs }) {
    const { collectionId, facesTableName, ...config } = loadConfig(process.env);
    const isToDelete = mayDelete(rawArgs);
    const onProblem = (problem: string) => console.error(problem);
    const { text, exitCode } = await withPlaces(
      { collectionId, facesTableName, ...config },
      onProblem,
      async (places) => {
        const comparison = await look(places, collectionId).catch((error: unknown) => {
          throw isTableMissing(error)
            ? new Error(`There is no table ${facesTableName}. ${IS_IT_THE_RIGHT_ONE}`)
            : error;
        });
        if (!isToDelete) return reportOn(comparison, collectionId, undefined);
        refuseToEmpty(comparison, collectionId, facesTableName);
        const strays = await stillStray(comparison.strays, places.faces.get);
        const faceIds = strays.map(({ faceId }) => faceId);
        await places.collection.delete(faceIds, AbortSignal.timeout(PATIENCE_MS));
        return reportOn({ ...comparison, strays }, collectionId, faceIds.length);
      },
    );
    console.log(text);
    process.exitCode = exitCode;
  },
});

const IS_IT_THE_RIGHT_ONE =
  "Compare FACES_TABLENAME, TABLE_PREFIX, DYNAMODB_ENDPOINT, REGION and COLLECTION_ID with the server's.";

/** More likely it is the wrong table than that nobody is enrolled; and no vector can be made again without its photo. */
function refuseToEmpty({ faces, strays }: Comparison, collectionId: string, facesTableName: string): void {
  if (faces > 0 || strays.length === 0) return;
  throw new Error(
    `The table ${facesTableName} has no face of the collection ${collectionId}, and all of its vectors would be deleted. ${IS_IT_THE_RIGHT_ONE} If nobody is enrolled, delete the collection: aws rekognition delete-collection --collection-id ${collectionId}`,
  );
}

/** 20 million vectors, the most that a collection holds, are 5,000 pages. */
const PATIENCE_MS = 60 * 60_000;

/** Vectors first: those whose faces are recorded meanwhile are strays in neither listing. */
async function look({ collection, faces }: Places, collectionId: string) {
  const startedAt = new Date().toISOString();
  const vectors = await listed(collection.all(AbortSignal.timeout(PATIENCE_MS))).catch((error: unknown) => {
    if (error instanceof CallFailed && error.kind === 'NO_COLLECTION') return [];
    throw error;
  });
  return compare({ collectionId, startedAt, vectors, faces: await listed(faces.all()) });
}

async function listed<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** Read strictly, which citty does not: a misspelt option must not delete anything. */
function mayDelete(rawArgs: string[]): boolean {
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({ args: rawArgs, options: { 'dry-run': flag, yes: flag } });
  if (values.yes && values['dry-run']) throw new Error('--dry-run and --yes contradict each other.');
  return values.yes;
}

await runFromTerminal(command, NOTES);
