/** Pages as Relay's connections know them, forwards only. */
import { ProctorError } from './errors.js';

export interface PageRequest {
  readonly first: number;
  /** The end of the page before. */
  readonly after?: string | undefined;
}

export interface Page<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly pageInfo: PageInfo;
}

export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | undefined;
  /** Where the next page begins, which may be behind the last entry. */
  readonly endCursor: string | undefined;
}

/** @throws ProctorError BAD_USER_INPUT */
export function requirePageSize(first: number, most: number): void {
  if (Number.isInteger(first) && first >= 1 && first <= most) return;
  throw new ProctorError('BAD_USER_INPUT', `\`first\` must be from 1 to ${most}.`);
}

export interface Entries<T> {
  /** Everything after `request.after`, in order, as it is read. */
  readonly source: AsyncIterable<Batch<T>>;
  readonly isWanted: (entry: T) => boolean;
  /** Stands after the entry. */
  readonly cursorOf: (entry: T) => string;
  /** However few were wanted of them: no request may cost much more than this. */
  readonly mostLookedAt: number;
}

/** What one read of the source gave. */
export interface Batch<T> {
  readonly entries: readonly T[];
  /** The cursor that stands after all that was looked at. */
  readonly upTo: string;
  /** More than the entries, where some were left out already. */
  readonly lookedAt: number;
}

/**
 * The first wanted entries. The page ends early, with a next one, where enough was looked at. Where the source ends, the
 * next page begins behind all that was looked at, so that who asks again later looks at new entries only.
 */
export async function collectPage<T>(request: PageRequest, entries: Entries<T>): Promise<Page<T>> {
  const { source, isWanted, cursorOf, mostLookedAt } = entries;
  const edges: { readonly cursor: string; readonly node: T }[] = [];
  let lookedAt = 0;
  let endCursor = request.after;

  function pageThatEndsHere(hasNextPage: boolean): Page<T> {
    const hasPreviousPage = request.after !== undefined;
    return { edges, pageInfo: { hasNextPage, hasPreviousPage, startCursor: edges[0]?.cursor, endCursor } };
  }

  for await (const batch of source) {
    if (lookedAt >= mostLookedAt) return pageThatEndsHere(true);
    for (const entry of batch.entries) {
      const isOnPage = isWanted(entry);
      if (isOnPage && edges.length === request.first) return pageThatEndsHere(true);
      endCursor = cursorOf(entry);
      if (isOnPage) edges.push({ cursor: endCursor, node: entry });
    }
    endCursor = batch.upTo;
    lookedAt += batch.lookedAt;
  }
  return pageThatEndsHere(false);
}
