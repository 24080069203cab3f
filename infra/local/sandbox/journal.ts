import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Journal<Entry> {
  /** What was written before, oldest first. */
  readonly before: readonly Entry[];
  append(entry: Entry): void;
}

/**
 * Keeps what happened as JSON lines, so that a sandbox remembers over a restart. A last line that a crash cut off was never answered for,
 * and is dropped. Without a file nothing is kept.
 */
export function openJournal<Entry>(file: string | undefined, read: (line: unknown) => Entry): Journal<Entry> {
  if (file === undefined) return { before: [], append: () => undefined };
  mkdirSync(dirname(file), { recursive: true });
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) writeFileSync(file, whole);
  const before = whole
    .split('\n')
    .slice(0, -1)
    .map((line) => read(JSON.parse(line)));
  return { before, append: (entry) => appendFileSync(file, `${JSON.stringify(entry)}\n`) };
}
