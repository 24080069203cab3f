import { doWork } from './do-work.ts';
import type { Told, Wanted } from './work.ts';

/** The worker's own scope, as far as it is used here. */
declare const self: {
  onmessage: ((event: { readonly data: Wanted }) => void) | null;
  postMessage(told: Told): void;
};

const clock = { now: () => performance.now(), time: () => new Date().toISOString() };

self.onmessage = ({ data }) => {
  const tell = (told: Told) => self.postMessage(told);
  doWork(data, tell, clock).then(tell, (error: unknown) =>
    tell({ failed: error instanceof Error ? error.message : String(error) }),
  );
};
