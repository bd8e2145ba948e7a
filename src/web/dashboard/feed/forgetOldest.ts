/** Of what is not wanted now, keeps as many as came last; the map's order is that in which they came. */
export function forgetOldest<T>(all: Map<string, T>, isWanted: (key: string) => boolean, most: number): void {
  const unwanted = [...all.keys()].filter((key) => !isWanted(key));
  for (const key of unwanted.slice(0, Math.max(0, unwanted.length - most))) all.delete(key);
}
