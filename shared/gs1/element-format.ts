import { type CharacterSet, firstOutside } from './character-sets.ts';
import { checkDigit } from './check-digit.ts';

/** One part of a data field: a character set and how many characters of it. */
interface Part {
  readonly set: CharacterSet;
  readonly least: number;
  readonly most: number;
}

/** What a data field is made of. */
export interface ElementFormat {
  readonly parts: readonly Part[];
  readonly least: number;
  readonly most: number;
}

/** What is wrong with a value, and where in it (0-based character offset). */
export interface ElementProblem {
  readonly offset: number;
  readonly detail: string;
}

/** A rule on a value whose format already holds. */
export type ElementRule = (value: string) => ElementProblem | undefined;

/**
 * Reads the notation of the General Specifications: `N14` fixed, `X..20` up to, `N13+[X..17]` a part that may be missing.
 * Only the last part may be of variable length.
 */
export function readFormat(notation: string): ElementFormat {
  const parts = notation.split('+').map((part): Part => {
    const [, optional, set, upTo, digits] = /^(\[?)([NXY])(\.\.)?(\d+)\]?$/.exec(part) ?? [];
    if (set !== 'N' && set !== 'X' && set !== 'Y') throw new Error(`not an element format: ${notation}`);
    const most = Number(digits);
    return { set, least: optional ? 0 : upTo ? 1 : most, most };
  });
  const total = (bound: 'least' | 'most') => parts.reduce((sum, part) => sum + part[bound], 0);
  return { parts, least: total('least'), most: total('most') };
}

/** The first misfit between a value and its format: length first, then characters from the left. */
export function formatProblem({ parts, least, most }: ElementFormat, value: string): ElementProblem | undefined {
  if (value.length < least || value.length > most) {
    const wanted = least === most ? `${most}` : `${least} to ${most}`;
    return { offset: Math.min(value.length, most), detail: `must have ${wanted} characters, has ${value.length}` };
  }
  let from = 0;
  for (const { set, most: width } of parts) {
    const at = firstOutside(set, value.slice(from, from + width));
    if (at >= 0)
      return { offset: from + at, detail: `${JSON.stringify(value[from + at])} is not in character set ${set}` };
    from += width;
  }
  return undefined;
}

/** The digit at the end of the first `length` characters must be their check digit (GS1 General Specifications §7.9). */
export const checkDigitAt =
  (length: number): ElementRule =>
  (value) => {
    const right = checkDigit(value.slice(0, length - 1));
    return value[length - 1] === right ? undefined : { offset: length - 1, detail: `check digit must be ${right}` };
  };

/** YYMMDD; day 00 means the end of the month where `dayMayBeZero` (GS1 General Specifications §3.4, §7.12). */
export const date =
  (dayMayBeZero: boolean): ElementRule =>
  (value) => {
    const [month, day] = [Number(value.slice(2, 4)), Number(value.slice(4, 6))];
    if (month < 1 || month > 12) return { offset: 2, detail: `there is no month ${value.slice(2, 4)}` };
    // Two-digit years: 2000 is a leap year, so whichever century is meant, every fourth year is one.
    const days =
      month === 2 ? (Number(value.slice(0, 2)) % 4 === 0 ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
    if (day > days || (day === 0 && !dayMayBeZero))
      return { offset: 4, detail: `month ${value.slice(2, 4)} has no day ${value.slice(4, 6)}` };
    return undefined;
  };

/** YYMMDD followed by hours and then, as far as given, minutes and seconds. */
export const dateTime: ElementRule = (value) => {
  const wrongDate = date(false)(value);
  if (wrongDate) return wrongDate;
  const limits = [24, 60, 60];
  for (let at = 6; at < value.length; at += 2) {
    const part = value.slice(at, at + 2);
    if (part.length < 2 || Number(part) >= (limits[at / 2 - 3] ?? 0))
      return { offset: at, detail: `"${part}" is not a time` };
  }
  return undefined;
};

/** All rules, first problem wins. */
export const all =
  (...rules: ElementRule[]): ElementRule =>
  (value) => {
    for (const rule of rules) {
      const problem = rule(value);
      if (problem) return problem;
    }
    return undefined;
  };

/** The value must begin with zero, as the filler digit of a GRAI does. */
export const leadingZero: ElementRule = (value) =>
  value.startsWith('0') ? undefined : { offset: 0, detail: 'must begin with 0' };

/** Piece and total, two digits each, after a GTIN: neither zero, the piece not beyond the total. */
export const pieceOfTotal: ElementRule = (value) => {
  const [piece, total] = [Number(value.slice(14, 16)), Number(value.slice(16, 18))];
  return piece >= 1 && piece <= total ? undefined : { offset: 14, detail: `piece ${piece} of ${total} cannot be` };
};
