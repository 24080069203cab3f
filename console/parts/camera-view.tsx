import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Modal from '@cloudscape-design/components/modal';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useRef, useState } from 'react';
import { loadVideoReader } from './load-video-reader.ts';
import { saidOf } from './problem-alert.tsx';
import { watchCamera } from './watch-camera.ts';

interface Given {
  /** Called with what was read, until it says that one of it was a code. */
  readonly take: (codes: readonly string[]) => boolean;
  /** Why what was read last was not taken. */
  readonly problem?: unknown;
  readonly close: () => void;
}

/** Shows what the camera sees, and looks for a code in it until one is found or the view is closed. */
export function CameraView({ take, problem, close }: Given) {
  // A modal puts its content into the page by and by.
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const [fault, setFault] = useState<string>();
  const latest = useRef({ take, close });
  latest.current = { take, close };
  useEffect(() => {
    if (video === null) return undefined;
    const stop = new AbortController();
    watchCamera(stop.signal, video, (codes) => latest.current.take(codes), loadVideoReader)
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
            <div role="status">
              <Why problem={problem} />
              Hold the code still before the camera, so that it fills a good part of the picture.
            </div>
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

/** A code that is seen and not taken looks like one that is not seen. */
function Why({ problem }: { readonly problem: unknown }) {
  if (problem === undefined) return null;
  const { title, detail, remedy } = saidOf(problem);
  return (
    <StatusIndicator type="warning">
      A code was read. {[title, detail, remedy].filter(Boolean).join('; ')}.
    </StatusIndicator>
  );
}

const faults: Readonly<Record<string, string>> = {
  NotAllowedError: 'The browser does not let this page use it: allow that beside the address, then try again.',
  NotFoundError: 'There is none here.',
  NotReadableError: 'Another program uses it: close that, then try again.',
  SecurityError: 'Browsers let only pages that come by TLS use it.',
};

const faultOf = (error: unknown): string =>
  (error instanceof DOMException ? faults[error.name] : undefined) ?? `${String(error)}.`;
