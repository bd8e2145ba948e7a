/** Runs in a worker: says each id back when its time is up. */
addEventListener('message', ({ data: { id, ms } }: MessageEvent<{ readonly id: number; readonly ms: number }>) => {
  setTimeout(() => postMessage(id), ms);
});

export {};
