/** What was opened, to be closed when all is over: what was opened first last. */
export interface Resources extends AsyncDisposable {
  readonly keep: Keep;
}

/** Gives back the resource, which is closed with the others. */
export type Keep = <T extends AsyncDisposable>(resource: T) => T;

/** Closed again, it is the same closing. */
export function createResources(): Resources {
  const opened: AsyncDisposable[] = [];
  let closing: Promise<void> | undefined;

  async function closeAll(): Promise<void> {
    for (let resource = opened.pop(); resource; resource = opened.pop()) await resource[Symbol.asyncDispose]();
  }

  return {
    keep(resource) {
      opened.push(resource);
      return resource;
    },
    [Symbol.asyncDispose]() {
      closing ??= closeAll();
      return closing;
    },
  };
}
