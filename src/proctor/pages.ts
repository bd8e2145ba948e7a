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
  /** Everything after `request.after`, in order. */
  readonly source: AsyncIterable<T>;
  readonly isWanted: (entry: T) => boolean;
  /** Stands after the entry. */
  readonly cursorOf: (entry: T) => string;
  /** However few were wanted of them: no request may cost more than this. */
  readonly mostLookedAt: number;
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
  let hasNextPage = false;
  for await (const entry of source) {
    const isFull = edges.length === request.first;
    hasNextPage = lookedAt === mostLookedAt || (isFull && isWanted(entry));
    if (hasNextPage) break;
    lookedAt += 1;
    endCursor = cursorOf(entry);
    if (isWanted(entry)) edges.push({ cursor: endCursor, node: entry });
  }
  return {
    edges,
    pageInfo: {
      hasNextPage,
      hasPreviousPage: request.after !== undefined,
      startCursor: edges[0]?.cursor,
      endCursor,
    },
  };
}
