/** The collection that holds the vectors of enrolled faces: made when it is missing, at the start and later. */
import {
  CreateCollectionCommand,
  DeleteFacesCommand,
  DescribeCollectionCommand,
  type Face,
  ListFacesCommand,
} from '@aws-sdk/client-rekognition';
import { required } from './answers.js';
import { CallFailed } from './failures.js';
import type { Service } from './service.js';

/** A vector of the collection. */
export interface IndexedFace {
  readonly faceId: string;
  /** Absent where somebody else's program has put it there. */
  readonly externalImageId?: string;
}

export interface Collection {
  readonly id: string;
  /** Makes the collection if it is missing. @throws CallFailed */
  ensure(signal: AbortSignal): Promise<void>;
  /** Every vector, a page at a time. @throws CallFailed */
  all(signal: AbortSignal): AsyncIterable<IndexedFace>;
  /**
   * Whether one of these vectors is there, or was so many milliseconds ago in what is the same collection still.
   * @throws CallFailed
   */
  hasAny(faceIds: readonly string[], seenWithinMs: number, signal: AbortSignal): Promise<boolean>;
  /** What is not there any more, or with the collection itself, is deleted already. @throws CallFailed */
  delete(faceIds: readonly string[], signal: AbortSignal): Promise<void>;
}

/** The most that one call takes and gives (https://docs.aws.amazon.com/rekognition/latest/APIReference/API_DeleteFaces.html). */
const PAGE = 4_096;

const MOST_REMEMBERED = 20_000;

/**
 * Another node may make the collection anew before this one misses it. What was seen in the old one must not count for longer
 * than it takes to open an incident: whoever is not in the new one would be taken for a stranger.
 */
const SAME_FOR_MS = 3_000;

export function createCollection(service: Service, id: string, now = () => performance.now()): Collection {
  const seenAt = new Map<string, number>();
  /** When the collection was made, in words of AWS; and when that was asked. */
  let made: { readonly at: number | undefined; readonly askedAt: number } | undefined;

  function remember(faceId: string): void {
    if (seenAt.size >= MOST_REMEMBERED) seenAt.clear();
    seenAt.set(faceId, now());
  }

  async function describe(signal: AbortSignal): Promise<void> {
    await service.call('DescribeCollection', signal, async (client, options) => {
      const answer = await client.send(new DescribeCollectionCommand({ CollectionId: id }), options);
      required(answer.CollectionARN, 'CollectionARN');
      const at = answer.CreationTimestamp?.getTime();
      if (at !== made?.at) seenAt.clear();
      made = { at, askedAt: now() };
    });
  }

  async function forgetWhatIsGone(signal: AbortSignal): Promise<void> {
    if (!made || now() - made.askedAt >= SAME_FOR_MS) await describe(signal);
  }

  async function create(signal: AbortSignal): Promise<void> {
    seenAt.clear();
    made = undefined;
    await service.call('CreateCollection', signal, async (client, options) => {
      try {
        await client.send(new CreateCollectionCommand({ CollectionId: id }), options);
      } catch (error) {
        // Another node was faster.
        if (Object(error).name !== 'ResourceAlreadyExistsException') throw error;
      }
    });
  }

  async function list(signal: AbortSignal, input: { FaceIds: string[] } | { NextToken?: string }) {
    return await service.call('ListFaces', signal, async (client, options) => {
      const command = new ListFacesCommand({ CollectionId: id, MaxResults: PAGE, ...input });
      const { Faces, NextToken } = await client.send(command, options);
      return { faces: required(Faces, 'Faces').map(toIndexedFace), next: NextToken };
    });
  }

  return {
    id,

    async ensure(signal) {
      try {
        await describe(signal);
      } catch (error) {
        if (!(error instanceof CallFailed) || error.kind !== 'NO_COLLECTION') throw error;
        await create(signal);
      }
    },

    async *all(signal) {
      let next: string | undefined;
      do {
        const page = await list(signal, next === undefined ? {} : { NextToken: next });
        yield* page.faces;
        next = page.next;
      } while (next !== undefined && next !== '');
    },

    async hasAny(faceIds, seenWithinMs, signal) {
      await forgetWhatIsGone(signal);
      if (faceIds.some((faceId) => now() - (seenAt.get(faceId) ?? -Infinity) < seenWithinMs)) return true;
      const { faces } = await list(signal, { FaceIds: [...faceIds] });
      for (const { faceId } of faces) remember(faceId);
      return faces.length > 0;
    },

    async delete(faceIds, signal) {
      for (let from = 0; from < faceIds.length; from += PAGE) {
        const FaceIds = faceIds.slice(from, from + PAGE);
        for (const faceId of FaceIds) seenAt.delete(faceId);
        try {
          await service.call('DeleteFaces', signal, async (client, options) => {
            await client.send(new DeleteFacesCommand({ CollectionId: id, FaceIds }), options);
          });
        } catch (error) {
          if (!(error instanceof CallFailed) || error.kind !== 'NO_COLLECTION') throw error;
        }
      }
    },
  };
}

function toIndexedFace({ FaceId, ExternalImageId }: Face): IndexedFace {
  return { faceId: required(FaceId, 'FaceId'), ...(ExternalImageId && { externalImageId: ExternalImageId }) };
}
