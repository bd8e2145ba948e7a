/** Whom a picture's largest face resembles, among all in the collection. */
import { SearchFacesByImageCommand, type SearchFacesByImageResponse } from '@aws-sdk/client-rekognition';
import { required } from './answers.js';
import { CallFailed } from './failures.js';
import type { Service } from './service.js';

/** More than one candidate's photos and a few people who resemble them; the best come first. */
const MOST_MATCHES = 100;

export type SearchedFaces = NonNullable<SearchFacesByImageResponse['FaceMatches']>;

/**
 * @param threshold 0–100
 * @returns best first; undefined where it finds no face
 * @throws CallFailed
 */
export async function searchFaces(
  service: Pick<Service, 'call'>,
  search: { readonly collectionId: string; readonly bytes: Uint8Array; readonly threshold: number },
  signal: AbortSignal,
): Promise<SearchedFaces | undefined> {
  const { collectionId, bytes, threshold } = search;
  const command = new SearchFacesByImageCommand({
    CollectionId: collectionId,
    Image: { Bytes: bytes },
    FaceMatchThreshold: threshold,
    MaxFaces: MOST_MATCHES,
    // Whoever sits in bad light is to be recognised all the same.
    QualityFilter: 'NONE',
  });
  try {
    return await service.call('SearchFacesByImage', signal, async (client, options) =>
      required((await client.send(command, options)).FaceMatches, 'FaceMatches'),
    );
  } catch (error) {
    if (error instanceof CallFailed && error.kind === 'NO_FACE') return undefined;
    throw error;
  }
}
