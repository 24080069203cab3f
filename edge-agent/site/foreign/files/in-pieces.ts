import { setImmediate as turn } from 'node:timers/promises';

/** So much is read at once. */
const PIECE = 64 * 1024;

/** A text piece by piece; lines of our own have packs to judge in between. */
export async function* inPieces(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += PIECE) {
    yield text.slice(at, at + PIECE);
    await turn();
  }
}
