import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** A file that is written to its end and never grows beyond a bound. What was written is with the system: killing us loses nothing. */
export interface LogFile {
  write(text: string | Uint8Array): void;
  /** One line with the time before it. */
  line(text: string): void;
  close(): void;
}

/**
 * Opens a log. When it exceeds `limit` bytes (8 MiB) it becomes `<path>.1`, which replaces an older one: at most two files per log.
 * The file is made with the first write. A full disk loses lines but does not stop the caller.
 */
export function openLogFile(path: string, limit = 8 * 1024 * 1024): LogFile {
  let file: number | undefined;
  let size = 0;
  const close = () => {
    if (file !== undefined) closeSync(file);
    file = undefined;
  };
  const open = () => {
    mkdirSync(dirname(path), { recursive: true });
    const opened = openSync(path, 'a');
    size = fstatSync(opened).size;
    return opened;
  };
  const write = (text: string | Uint8Array) => {
    try {
      file ??= open();
      if (size >= limit) {
        close();
        renameSync(path, `${path}.1`);
        file = open();
      }
      const bytes = Buffer.from(text);
      writeSync(file, bytes);
      size += bytes.length;
    } catch {
      // Nobody is left to tell.
    }
  };
  return { write, line: (text) => write(`${new Date().toISOString()} ${text}\n`), close };
}
