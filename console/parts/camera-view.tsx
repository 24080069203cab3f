import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Modal from '@cloudscape-design/components/modal';
import { useEffect, useRef, useState } from 'react';
import { pictureOf } from './picture-of.ts';

interface Given {
  /** Called with what was read, until it says that one of it was a code. */
  readonly take: (codes: readonly string[]) => boolean;
  readonly close: () => void;
}

const PAUSE_MS = 150;

/** Shows what the camera sees, and looks for a code in it until one is found or the view is closed. */
export function CameraView({ take, close }: Given) {
  // A modal puts its content into the page by and by.
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const [fault, setFault] = useState<string>();
  const latest = useRef({ take, close });
  latest.current = { take, close };
  useEffect(() => {
    if (video === null) return undefined;
    const stop = new AbortController();
    watch(stop.signal, video, (codes) => latest.current.take(codes))
      .then((isFound) => isFound && latest.current.close())
      .catch((error: unknown) => stop.signal.aborted || setFault(faultOf(error)));
    return () => stop.abort();
  }, [video]);
  return (
    <Modal visible header="Read by the camera" onDismiss={close} closeAriaLabel="Close the camera">
      {fault === undefined ? (
        <>
          <video ref={setVideo} className="camera" muted playsInline aria-label="What the camera sees" />
          <Box color="text-body-secondary">
            <div role="status">Hold the code still before the camera, so that it fills a good part of the picture.</div>
          </Box>
        </>
      ) : (
        <Alert type="warning" header="The camera cannot be used">
          {fault} A picture of the code can be read from a file as well.
        </Alert>
      )}
    </Modal>
  );
}

/** True once a code was found; false when it was stopped before. */
async function watch(signal: AbortSignal, video: HTMLVideoElement, take: Given['take']): Promise<boolean> {
  const [stream, { readCodes }] = await Promise.all([openCamera(), import('./read-codes.ts')]);
  try {
    video.srcObject = stream;
    await video.play();
    while (!signal.aborted) {
      const picture = pictureOf(video, video.videoWidth, video.videoHeight);
      const codes = picture === undefined ? [] : await readCodes(picture);
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

const faults: Readonly<Record<string, string>> = {
  NotAllowedError: 'The browser does not let this page use it: allow that beside the address, then try again.',
  NotFoundError: 'There is none here.',
  NotReadableError: 'Another program uses it: close that, then try again.',
  SecurityError: 'Browsers let only pages that come by TLS use it.',
};

const faultOf = (error: unknown): string =>
  (error instanceof DOMException ? faults[error.name] : undefined) ?? `${String(error)}.`;
