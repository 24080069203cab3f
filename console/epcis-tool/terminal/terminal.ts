import type { Writable } from 'node:stream';

/** Where the command speaks: results to one stream, remarks and progress to the other. */
export interface Terminal {
  /** Part of the result. Gathered, and written at the next `settled` or when enough has come. */
  print(text: string): void;
  /** A line about the result: what is wrong, what was left out. */
  remark(line: string): void;
  /** Shows how far the work is, over what was shown before; a terminal has to be there. */
  progress(text: string): void;
  /** True when a person can watch the progress. */
  readonly watched: boolean;
  /** Writes what was gathered and waits until the reader has taken enough of it. */
  settled(): Promise<void>;
}

const ENOUGH = 64 * 1024;
/** Takes away what stands on the line of the cursor. */
export const CLEAR_LINE = '\r\u001b[K';

/** A terminal on these two streams. Lines of both never tear the progress: it is taken away first. */
export function terminal(
  out: Writable & { isTTY?: boolean },
  remarks: Writable & { isTTY?: boolean },
  { quiet }: { quiet: boolean },
): Terminal {
  let gathered = '';
  let shown = false;

  const clear = () => {
    if (shown) remarks.write(CLEAR_LINE);
    shown = false;
  };
  const release = () => {
    if (gathered === '') return;
    if (out.isTTY) clear();
    out.write(gathered);
    gathered = '';
  };
  return {
    watched: remarks.isTTY === true && !quiet,
    print: (text) => {
      gathered += text;
      if (gathered.length >= ENOUGH) release();
    },
    remark: (line) => {
      // On one screen, what was found first stands first.
      if (out.isTTY) release();
      clear();
      remarks.write(`${line}\n`);
    },
    progress: (text) => {
      remarks.write(CLEAR_LINE + text);
      shown = text !== '';
    },
    settled: async () => {
      release();
      if (out.writableNeedDrain) await new Promise<void>((resolve) => out.once('drain', resolve));
    },
  };
}
