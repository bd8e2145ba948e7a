/** The two places that are compared, as the server's configuration names them. */
import type { Config } from '../../config.js';
import { connect } from '../../store/dynamodb/client.js';
import { startEmbeddedDynamoDb } from '../../store/dynamodb/embedded.js';
import { createFaceStore } from '../../store/dynamodb/faces.js';
import type { Store } from '../../store/store.js';
import { type Collection, createCollection } from '../../vision/rekognition/collection.js';
import { createService } from '../../vision/rekognition/service.js';
import { createTroubles } from '../../vision/rekognition/troubles.js';

export interface Places {
  readonly collection: Collection;
  readonly faces: Store['faces'];
}

export class NothingToRepair extends Error {
  override readonly name = 'NothingToRepair';
}

const ANSWER_WITHIN_MS = 10_000;

/** @throws NothingToRepair when faces and vectors are kept in one place */
export async function withPlaces<T>(
  config: Config,
  onProblem: (problem: string) => void,
  work: (places: Places) => Promise<T>,
): Promise<T> {
  const { vision, collectionId, dynamodb, facesTableName, dataDir } = config;
  if (vision.kind === 'embedded') {
    throw new NothingToRepair(
      "The embedded engine keeps vectors with the faces, where they can't disagree. Set VISION_ENGINE as for the server.",
    );
  }
  const troubles = createTroubles({ ...vision, collectionId, onProblem });
  using service = createService({
    ...vision,
    answerWithinMs: ANSWER_WITHIN_MS,
    connections: 1,
    onCall: () => undefined,
    // A collection that is missing is one without vectors here.
    onFailure: (failure) => failure.kind === 'NO_COLLECTION' || troubles.tell(failure),
  });
  await using ours = dynamodb.kind === 'embedded' ? await startEmbeddedDynamoDb({ dataDir }) : undefined;
  // Not the whole store, which would make tables where it finds none: under a wrong name it finds none.
  using connection = connect(ours ?? connectionTo(dynamodb));
  const faces = createFaceStore(connection.client, facesTableName);
  return await work({ collection: createCollection(service, collectionId), faces });
}

function connectionTo(dynamodb: Config['dynamodb']) {
  if (dynamodb.kind === 'embedded') return {};
  const { region } = dynamodb;
  return dynamodb.kind === 'endpoint' ? { endpoint: dynamodb.url, region } : { region };
}
