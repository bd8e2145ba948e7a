/** The newest frames of the tiles in view, asked for a few at a time, those first that wait longest. */
import type { ApolloClient } from '@apollo/client';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { LivePicturesDocument } from '../../api/generated/operations.js';
import { forgetOldest } from './forgetOldest.js';

export interface LivePicture {
  readonly frameId: string;
  /** ISO 8601, by the candidate's clock. */
  readonly capturedAt: string;
  /** A data URL. */
  readonly source: string;
}

export interface LivePictures {
  readonly pictures: StoreApi<ReadonlyMap<string, LivePicture>>;
  /** Asks for this candidate's pictures until what it gives back is called. */
  want(candidateId: string): () => void;
  stop(): void;
}

const EVERY_MS = 1_000;
/** Small enough for an answer to come before the next is asked for. */
const AT_ONCE = 16;
/** Frames come every two seconds or so. */
const FRESH_MS = 3_000;
/** Shown at once to whoever scrolls back. Of a thousand candidates, all would be a hundred megabytes. */
const KEPT_OUT_OF_VIEW = 150;

export function createLivePictures({ apollo, examId }: { apollo: ApolloClient; examId: string }): LivePictures {
  const pictures = createStore<ReadonlyMap<string, LivePicture>>(() => new Map());
  const wanted = new Map<string, number>();
  const askedAt = new Map<string, number>();
  let isAsking = false;

  async function ask(): Promise<void> {
    const now = Date.now();
    const due = [...wanted.keys()]
      .filter((id) => now - (askedAt.get(id) ?? 0) >= FRESH_MS)
      .toSorted((one, other) => (askedAt.get(one) ?? 0) - (askedAt.get(other) ?? 0))
      .slice(0, AT_ONCE);
    if (isAsking || due.length === 0 || document.hidden) return;
    isAsking = true;
    for (const id of due) askedAt.set(id, now);
    try {
      const { data } = await apollo.query({
        query: LivePicturesDocument,
        variables: { examId, candidateIds: due },
        fetchPolicy: 'no-cache',
      });
      take(data?.exam?.sessions ?? []);
    } catch {
      // The feed says that the server is away, and pictures grey with their age: asked again with the next round.
    } finally {
      isAsking = false;
    }
  }

  function take(sessions: readonly Read[]): void {
    const next = new Map(pictures.getState());
    for (const { candidateId, livePicture } of sessions) {
      if (!livePicture) next.delete(candidateId);
      else if (next.get(candidateId)?.frameId !== livePicture.frameId) {
        const { frameId, capturedAt, picture } = livePicture;
        // Those that came last stand last.
        next.delete(candidateId);
        next.set(candidateId, { frameId, capturedAt, source: dataUrl(picture) });
      }
    }
    forgetOldest(next, (candidateId) => wanted.has(candidateId), KEPT_OUT_OF_VIEW);
    pictures.setState(next, true);
  }

  const timer = setInterval(() => void ask(), EVERY_MS);

  return {
    pictures,
    want(candidateId) {
      wanted.set(candidateId, (wanted.get(candidateId) ?? 0) + 1);
      return () => {
        const left = (wanted.get(candidateId) ?? 1) - 1;
        if (left > 0) wanted.set(candidateId, left);
        else wanted.delete(candidateId);
      };
    },
    stop: () => clearInterval(timer),
  };
}

interface Read {
  readonly candidateId: string;
  readonly livePicture: {
    readonly frameId: string;
    readonly capturedAt: string;
    readonly picture: { readonly mediaType: string; readonly base64: string };
  } | null;
}

export function dataUrl({ mediaType, base64 }: { readonly mediaType: string; readonly base64: string }): string {
  return `data:${mediaType};base64,${base64}`;
}
