import { createServer } from 'node:net';
import type { ForeignLine } from '../foreign-line.ts';
import type { ForeignVia } from '../settings.ts';
import type { OpenScsServer } from './serve-open-scs.ts';

/** A server that is there, or is tried again until it is. */
export interface OpenServer {
  /** Why the line is not heard; undefined when it is. */
  trouble(): string | undefined;
  /** Settles once it was tried for the first time. */
  readonly tried: Promise<void>;
  close(): Promise<void>;
}

const AGAIN_MS = 30_000;

/** Opens the OPC UA server of a line. The site goes on when it cannot be opened, as for a port that is taken: it is tried again. */
export function openServer(
  settings: ForeignVia<'opcua'>,
  line: ForeignLine,
  log: (code: string, details: Readonly<Record<string, unknown>>) => void,
  againMs = AGAIN_MS,
): OpenServer {
  let trouble: string | undefined = 'its OPC UA server is being opened';
  let server: OpenScsServer | undefined;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  const open = async (): Promise<void> => {
    try {
      await probe(settings.port);
      // Loaded by the first line that uses it: the library takes a second and 100 MB.
      const { serveOpenScs } = await import('./serve-open-scs.ts');
      if (isClosed) return;
      server = await serveOpenScs(settings, line);
      trouble = undefined;
      log('opcua.served', { line: line.line, port: server.port });
    } catch (error) {
      trouble = `its OPC UA server cannot be opened: ${error instanceof Error ? error.message : String(error)}`;
      log('opcua.not-served', { line: line.line, trouble });
      if (isClosed) return;
      timer = setTimeout(() => {
        opening = open();
      }, againMs).unref();
    }
  };
  const tried = open();
  let opening = tried;
  return {
    trouble: () => trouble,
    tried,
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      await opening;
      await server?.close();
    },
  };
}

/** Rejects for a port that is taken. To load the model for nothing would hold up the site's own lines, again and again. */
const probe = (port: number) =>
  new Promise<void>((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, () => server.close(() => resolve()));
  });
