import { setImmediate as turn } from 'node:timers/promises';

/** So much is read at once: a few milliseconds of whoever reads it. */
const PIECE = 8 * 1024;

interface Sliced<Piece> {
  readonly length: number;
  slice(from: number, to: number): Piece;
}

/** A text, bytes, or a list, piece by piece; lines of our own have packs to judge in between. */
export async function* inPieces<Piece>(whole: Sliced<Piece>, size = PIECE): AsyncGenerator<Piece> {
  for (let at = 0; at < whole.length; at += size) {
    yield whole.slice(at, at + size);
    await turn();
  }
}
