import { expect, onTestFinished, test, vi } from 'vitest';
import { watchCamera } from './watch-camera.ts';

/** A browser with a camera that tells how often it was turned on and off. */
function cameraHere() {
  const camera = { on: 0, off: 0 };
  const stream = { getTracks: () => [{ stop: () => camera.off++ }] };
  const getUserMedia = async () => {
    camera.on++;
    return stream;
  };
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
  onTestFinished(() => void vi.unstubAllGlobals());
  return camera;
}
const video = (play: () => Promise<void> = async () => undefined) => ({ srcObject: null, play });
const { signal } = new AbortController();

test('a reader that does not load leaves the camera off', async () => {
  const camera = cameraHere();
  const unloadable = () => Promise.reject(new TypeError('the network is gone'));
  await expect(watchCamera(signal, video(), () => true, unloadable)).rejects.toThrow('the network is gone');
  expect(camera).toEqual({ on: 0, off: 0 });
});

test('the camera is off once a code was taken, and when what it sees cannot be shown', async () => {
  const camera = cameraHere();
  const read = async () => async () => ['(01)1'];
  expect(await watchCamera(signal, video(), ([code]) => code === '(01)1', read)).toBe(true);
  expect(camera).toEqual({ on: 1, off: 1 });
  const blind = video(() => Promise.reject(new DOMException('', 'AbortError')));
  await expect(watchCamera(signal, blind, () => true, read)).rejects.toThrow();
  expect(camera).toEqual({ on: 2, off: 2 });
});

test('who closes it while the reader loads has it never turned on', async () => {
  const camera = cameraHere();
  const stop = new AbortController();
  const loading = Promise.withResolvers<() => Promise<readonly string[]>>();
  const watching = watchCamera(
    stop.signal,
    video(),
    () => true,
    () => loading.promise,
  );
  stop.abort();
  loading.resolve(async () => []);
  expect(await watching).toBe(false);
  expect(camera.on).toBe(0);
});
