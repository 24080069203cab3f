import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made = new Set<string>();

/** Remembers a file or folder of our own that must not outlive the process, however it ends. */
export function removeAtEnd(path: string): void {
  made.add(path);
}

/** The file has become what it was made for: it stays. */
export function keep(path: string): void {
  made.delete(path);
}

/** A path in a folder that goes when the process does. */
export function temporaryFile(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'seriate-epcis-'));
  removeAtEnd(folder);
  return join(folder, name);
}

/** Takes away what was made and not kept. Runs while the process exits, so nothing in it may wait. */
export function removeTemporaryFiles(): void {
  for (const path of made) rmSync(path, { recursive: true, force: true });
  made.clear();
}
