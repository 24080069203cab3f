/**
 * Character sets of GS1 data (GS1 General Specifications §7.11): N digits, X the 82 invariant characters, Y the 39 of part
 * identifiers, Z the 64 of file-safe and URI-safe base 64 with its padding sign.
 */
export type CharacterSet = 'N' | 'X' | 'Y' | 'Z';

const digits = '0123456789';
const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The 82 invariant characters in the order of their values (GS1 General Specifications §7.11, table 1). */
export const set82 = `!"%&'()*+,-./${digits}:;<=>?${capitals}_${capitals.toLowerCase()}`;

const masks: Record<CharacterSet, number> = { N: 1, X: 2, Y: 4, Z: 8 };

// One byte a character with a bit for each set: reading a code asks this for every character of it.
const belongs = new Uint8Array(128);
const enlist = (set: CharacterSet, letters: string) => {
  for (const letter of letters) {
    const code = letter.charCodeAt(0);
    belongs[code] = (belongs[code] ?? 0) | masks[set];
  }
};
enlist('N', digits);
enlist('X', set82);
enlist('Y', `#-/${digits}${capitals}`);
enlist('Z', `${capitals}${capitals.toLowerCase()}${digits}-_=`);

/** Offset in the text of the first character outside the set between `from` and `to`, -1 when all belong to it. */
export function firstOutside(set: CharacterSet, text: string, from = 0, to = text.length): number {
  const mask = masks[set];
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code > 127 || ((belongs[code] ?? 0) & mask) === 0) return at;
  }
  return -1;
}
