import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { openCamera } from './camera.ts';
import type { Picture } from './picture.ts';

// A camera decodes on a processor of its own: it does not take the one that agent and gate run on. This is of this thread alone.
setPriority(10);

const camera = await openCamera();
parentPort?.on('message', ({ number, picture }: { number: number; picture: Picture }) => {
  void camera(picture).then((sight) => parentPort?.postMessage({ number, sight }));
});
