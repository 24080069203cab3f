import { fnc1 } from '#shared/gs1/element-string.ts';

/** Field data for `^BC`, and how wide the symbol becomes, without its quiet zones. */
export interface Code128Field {
  readonly field: string;
  readonly modules: number;
}

const MODULES_A_CHARACTER = 11;
const MODULES_OF_STOP = 13;

/** Digits in a row from which changing to pairs and back is worth it. */
const WORTH_PAIRS = 4;

/**
 * Writes an element string as field data of a GS1-128 symbol in ZPL's `^BC` without a mode: it starts in subset C (`>;`) with FNC1
 * (`>8`), writes digits in pairs, goes to subset B (`>6`) for the rest and back (`>5`) for four digits and more. `>` itself
 * is `>0`. Elements begin with two digits, so the start is always a pair.
 */
export function code128Field(elementString: string): Code128Field {
  let field = '>;>8';
  // Start, FNC1 and the check character.
  let characters = 3;
  let inPairs = true;
  for (let at = 0; at < elementString.length; characters++) {
    const rest = elementString.slice(at);
    const run = /^\d*/.exec(rest)?.[0].length ?? 0;
    if (rest.startsWith(fnc1)) {
      field += '>8';
      at += 1;
    } else if (inPairs && run >= 2) {
      field += rest.slice(0, 2);
      at += 2;
    } else if (inPairs) {
      field += '>6';
      inPairs = false;
    } else if (run >= WORTH_PAIRS && run % 2 === 0) {
      field += '>5';
      inPairs = true;
    } else {
      field += rest.startsWith('>') ? '>0' : rest.charAt(0);
      at += 1;
    }
  }
  return { field, modules: characters * MODULES_A_CHARACTER + MODULES_OF_STOP };
}
