/** One of the API's pages. */
export interface Page<T> {
  readonly edges: readonly { readonly node: T }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/**
 * What stands on the first page and on all after it: what comes last is the newest, and must not be missing.
 * @param next gives the page after a cursor; undefined where there is none any more, which ends it
 * @throws what `next` throws
 */
export async function readOn<T>(
  first: Page<T>,
  next: (after: string) => Promise<Page<T> | undefined>,
): Promise<readonly T[]> {
  const nodes: T[] = [];
  let page: Page<T> | undefined = first;
  while (page) {
    nodes.push(...page.edges.map(({ node }) => node));
    const { hasNextPage, endCursor }: Page<T>['pageInfo'] = page.pageInfo;
    if (!hasNextPage || endCursor === null) break;
    page = await next(endCursor);
  }
  return nodes;
}
