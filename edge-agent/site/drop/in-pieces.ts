import { setImmediate as turn } from 'node:timers/promises';

/** So much is read at once. */
const PIECE = 64 * 1024;

interface Sliced<Piece> {
  readonly length: number;
  slice(from: number, to: number): Piece;
}

/** A text, or bytes, piece by piece; lines of our own have packs to judge in between. */
export async function* inPieces<Piece>(whole: Sliced<Piece>): AsyncGenerator<Piece> {
  for (let at = 0; at < whole.length; at += PIECE) {
    yield whole.slice(at, at + PIECE);
    await turn();
  }
}
