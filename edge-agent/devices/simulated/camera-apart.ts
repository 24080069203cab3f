import { Worker } from 'node:worker_threads';
import type { Camera, Sight } from './camera.ts';

/** A camera that decodes beside the devices, so that none of them is late because a picture is being looked at. */
export interface CameraApart {
  readonly look: Camera;
  close(): Promise<void>;
}

/** Starts a camera in a thread of its own. What is being looked at when it is closed is never told. */
export function openCameraApart(): CameraApart {
  const worker = new Worker(new URL('camera-worker.ts', import.meta.url));
  const awaited = new Map<number, (sight: Sight) => void>();
  let last = 0;
  worker.on('message', ({ number, sight }: { number: number; sight: Sight }) => {
    awaited.get(number)?.(sight);
    awaited.delete(number);
  });
  worker.unref();
  return {
    look: (picture) =>
      new Promise((resolve) => {
        last += 1;
        awaited.set(last, resolve);
        worker.postMessage({ number: last, picture });
      }),
    close: async () => {
      await worker.terminate();
    },
  };
}
