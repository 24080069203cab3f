import type { Output } from '../convert/output.ts';
import type { Input } from '../input/input.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** A file that somebody chose, or what was pasted: never sent anywhere, and read as often as need be. */
export const inputOf = (blob: Blob, name: string): Input => ({
  name,
  bytes: blob.size,
  again: true,
  pieces: () => blob.stream(),
});

/** Text is put into the browser's own store by pieces of so many characters, which may lie on its disk. */
const PIECE = 1024 * 1024;

/** What is written becomes a file in the browser. */
export function outputToBlob(type: string): Output & { readonly written: () => Blob | undefined } {
  let parts: Blob[] = [];
  let gathered = '';
  let isWhole = false;
  const release = () => {
    if (gathered !== '') parts.push(new Blob([gathered]));
    gathered = '';
  };
  return {
    write: (text) => {
      gathered += text;
      if (gathered.length >= PIECE) release();
    },
    settled: async () => undefined,
    finish: async () => {
      release();
      isWhole = true;
    },
    discard: async () => {
      parts = [];
      gathered = '';
    },
    written: () => (isWhole ? new Blob(parts, { type }) : undefined),
  };
}

/** A screen that shows nothing but progress. */
export const progressTo = (tell: (progress: string) => void): Terminal => ({
  watched: true,
  print: () => undefined,
  remark: () => undefined,
  progress: tell,
  settled: async () => undefined,
});
