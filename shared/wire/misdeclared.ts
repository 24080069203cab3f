import { type Refusal, refuse } from '../refusal.ts';

/** Encodings of one byte a character: any bytes are text in them, so UTF-8 is too, of other characters. */
const single = /^(iso-8859|windows-(125|874)|koi8|ibm866|macintosh|x-mac)/;
/** In the others short words may be UTF-8 by chance. */
const ENOUGH = 4;

/** Looks at a piece that begins at an offset; answers what is wrong with it. */
type Look = (piece: Uint8Array, offset: number, last: boolean) => Refusal | undefined;

/**
 * Tells bytes that are UTF-8 from those of the encoding that was declared: the first piece with characters beyond ASCII decides. Whatever is no UTF-8
 * there is what it says; text of people that is both is as good as unknown.
 */
export function misdeclared(encoding: string): Look {
  const enough = single.test(encoding) ? 1 : ENOUGH;
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let isOpen = true;
  let first: number | undefined;
  let beyond = 0;
  return (piece, offset, last) => {
    const at = isOpen ? piece.findIndex((byte) => byte >= 0x80) : -1;
    if (at < 0) return undefined;
    first ??= offset + at;
    try {
      const text = utf8.decode(piece, { stream: !last });
      beyond += [...text].filter((character) => character > '\u007f').length;
    } catch {
      isOpen = false;
    }
    if (!isOpen || beyond < enough) return undefined;
    isOpen = false;
    return isUtf8(encoding, first);
  };
}

const isUtf8 = (encoding: string, offset: number): Refusal =>
  refuse('malformed', `the document says it is ${encoding}, and its bytes are UTF-8`, {
    at: `byte ${offset}`,
    rule: 'XML 1.0 §4.3.3',
    remedy: 'declare encoding="UTF-8"; if it is as it says, write this character as a reference, such as &#233;',
  });
