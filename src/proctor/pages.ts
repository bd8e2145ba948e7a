/** Pages as Relay's connections know them, forwards only. */

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
