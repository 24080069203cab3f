import { readFileSync } from 'node:fs';
import type { Server } from 'node:https';

interface Served {
  readonly certificate: string;
  readonly key: string;
}

const LOOK_MS = 60_000;

/** Reads certificate and key. Throws when one cannot be read. */
export const readServed = ({ certificate, key }: Served) => ({
  cert: readFileSync(certificate),
  key: readFileSync(key),
});

/**
 * Has a server take on another certificate as soon as it lies where the one before did; connections that stand go on. One that cannot be used, or of
 * which only half lies there so far, is looked at again.
 *
 * @returns ends it
 */
export function renewCertificate(
  server: Pick<Server, 'setSecureContext'>,
  files: Served,
  before: ReturnType<typeof readServed>,
  everyMs = LOOK_MS,
): () => void {
  let used = before;
  const look = () => {
    try {
      const found = readServed(files);
      if (found.cert.equals(used.cert) && found.key.equals(used.key)) return;
      server.setSecureContext(found);
      used = found;
    } catch {
      // The one before serves until then; that it ends is an alarm of the site.
    }
  };
  const timer = setInterval(look, everyMs).unref();
  return () => clearInterval(timer);
}
