import type { Folder } from './folder.ts';
import { inPieces } from './in-pieces.ts';

/** Who reads what is dropped into a folder. */
export interface Reader {
  /**
   * Takes a file, and answers its result, a JSON object with a member `verdict` at its beginning: `refused` where nothing of it was kept. A result of anything else
   * is in `archive` as DIGEST.result.json when this resolves, so that the same bytes are answered the same.
   *
   * @param digest of the bytes: what is said again under it has been said before
   */
  take(folder: Folder, name: string, content: Uint8Array, digest: string): Promise<string>;
  /** What whoever drops files is told in `out`, as it is now; undefined for one who is told nothing. */
  tells?(): { readonly name: string; readonly text: string };
  /** Where it is written what a file has to be like. */
  readonly rule: string;
}

/** What a file of the site says that has a long list in it, an entry a line; other lines have a turn while it is written. */
export async function longTextOf(content: object, name: string, list: readonly object[]): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of inPieces(list, ENTRIES))
    pieces.push(piece.map((one) => `    ${JSON.stringify(one)}`).join(',\n'));
  const head = JSON.stringify(content, null, 2).replace(/\n\}$/, '');
  return `${head},\n  ${JSON.stringify(name)}: [\n${pieces.join(',\n')}\n  ]\n}\n`;
}

/** Entries that are written at once. */
const ENTRIES = 500;

/** What a file of the site says. */
export const textOf = (content: object): string => `${JSON.stringify(content, null, 2)}\n`;
