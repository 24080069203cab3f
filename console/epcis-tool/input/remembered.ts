import type { Input } from './input.ts';

/** Bytes of a pipe that are kept to be read again. */
const MOST = 32 * 1024 * 1024;

/** The same input; what comes in through a pipe and is not too long can be read again, once it was read to its end. */
export function remembered(input: Input, most = MOST): Input {
  if (input.again) return input;
  let kept: Uint8Array[] | undefined;
  return {
    name: input.name,
    get again() {
      return kept !== undefined;
    },
    pieces: async function* () {
      if (kept !== undefined) return yield* kept;
      const all: Uint8Array[] = [];
      let bytes = 0;
      for await (const piece of input.pieces()) {
        bytes += piece.length;
        if (bytes <= most) all.push(piece);
        yield piece;
      }
      if (bytes <= most) kept = all;
    },
  };
}
