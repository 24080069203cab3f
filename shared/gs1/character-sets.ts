/** GS1 character sets (GS1 General Specifications §7.11): N digits, X the 82 invariant characters, Y the 39 of part identifiers. */
export type CharacterSet = 'N' | 'X' | 'Y';

const outside: Record<CharacterSet, RegExp> = {
  N: /[^0-9]/,
  X: /[^!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]/,
  Y: /[^#\-/0-9A-Z]/,
};

/** Offset of the first character outside the set, -1 when all belong to it. */
export function firstOutside(set: CharacterSet, text: string): number {
  return text.search(outside[set]);
}
