type Video = Pick<HTMLVideoElement, 'srcObject' | 'play'>;

const PAUSE_MS = 150;

/**
 * Looks for a code in what the camera sees, until `take` says that one was. The camera is off whatever comes of it, and on only once there is something that can read.
 *
 * @param load what reads what the video shows now
 * @returns true once a code was found; false when it was stopped before
 * @throws DOMException of the camera; what kept the reader from being loaded
 */
export async function watchCamera<Shown extends Video>(
  signal: AbortSignal,
  video: Shown,
  take: (codes: readonly string[]) => boolean,
  load: () => Promise<(video: Shown) => Promise<readonly string[]>>,
): Promise<boolean> {
  const read = await load();
  if (signal.aborted) return false;
  const stream = await openCamera();
  try {
    video.srcObject = stream;
    await video.play();
    while (!signal.aborted) {
      const codes = await read(video);
      if (!signal.aborted && codes.length > 0 && take(codes)) return true;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    return false;
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}

/** The camera at the back, where there are two. */
function openCamera(): Promise<MediaStream> {
  const { mediaDevices } = navigator;
  // Browsers hand out a camera only to pages that came by TLS, or from this machine.
  if (mediaDevices === undefined) throw new DOMException('', 'SecurityError');
  return mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1920 } }, audio: false });
}
