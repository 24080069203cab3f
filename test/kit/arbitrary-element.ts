import fc from 'fast-check';
import type { ApplicationIdentifier } from '../../shared/gs1/application-identifiers.ts';
import { type CharacterSet, set82 } from '../../shared/gs1/character-sets.ts';
import { checkCharacters } from '../../shared/gs1/check-characters.ts';
import { checkDigit } from '../../shared/gs1/check-digit.ts';
import {
  countryLetters,
  countryNumbers,
  currencyNumbers,
  mediaTypes,
  packageTypes,
} from '../../shared/gs1/code-lists.ts';

const digits = '0123456789';
const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const letters: Record<CharacterSet, string> = {
  N: digits,
  X: set82,
  Y: `#-/${digits}${capitals}`,
  Z: `${capitals}${capitals.toLowerCase()}${digits}-_`,
};

const of = (alphabet: string, least: number, most = least) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: least, maxLength: most });
const number = (least: number, most: number, width: number) =>
  fc.integer({ min: least, max: most }).map((value) => String(value).padStart(width, '0'));
const joined = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((all) => all.join(''));
const code = (codes: ReadonlySet<string>) => fc.constantFrom(...codes);

/** Month and day to the month's last; 29 February in leap years of whatever century. */
const monthAndDay = (year: number) =>
  fc
    .integer({ min: 1, max: 12 })
    .chain((month) =>
      number(1, new Date(Date.UTC(year, month, 0)).getUTCDate(), 2).map((day) => String(month).padStart(2, '0') + day),
    );
const short = (dayOpen: boolean) =>
  fc.integer({ min: 2000, max: 2099 }).chain((year) =>
    monthAndDay(year).chain((rest) => {
      const dated = String(year).slice(2) + rest;
      return dayOpen ? fc.constantFrom(dated, `${dated.slice(0, 4)}00`) : fc.constant(dated);
    }),
  );
const time = joined(number(0, 23, 2), number(0, 59, 2));
const counted = (least: number, most: number, beyond: number) =>
  fc
    .integer({ min: least, max: most })
    .chain((length) => of(digits, length + beyond).map((value) => `${length}${value}`));
const requirement = joined(counted(1, 5, 0), fc.constantFrom(...'012349'), of(digits, 3));
const optional = (key: string, part: fc.Arbitrary<string>) =>
  fc.oneof(
    fc.constant(''),
    part.map((value) => key + value),
  );

/** Legal data under each rule that formats name, for a part of so many characters. */
const byRule: Record<string, (least: number, most: number) => fc.Arbitrary<string>> = {
  check: (_, most) => of(digits, most - 1).map((body) => body + checkDigit(body)),
  date: () => short(false),
  'month-or-date': () => short(true),
  'long-date': () =>
    fc.integer({ min: 1850, max: 2040 }).chain((year) => monthAndDay(year).map((rest) => String(year) + rest)),
  hour: () => number(0, 23, 2),
  minute: () => number(0, 59, 2),
  second: () => number(0, 59, 2),
  time: () => time,
  country: () => code(countryNumbers),
  'country-or-999': () => fc.oneof(code(countryNumbers), fc.constant('999')),
  'country-letters': () => code(countryLetters),
  currency: () => code(currencyNumbers),
  'package-type': () => code(packageTypes),
  'media-type': () => code(mediaTypes),
  sex: () => fc.constantFrom(...'0129'),
  'yes-or-no': () => fc.constantFrom(...'01'),
  winding: () => fc.constantFrom(...'019'),
  zero: () => fc.constant('0'),
  minus: () => fc.constant('-'),
  'importer-index': () => of(letters.Z, 1),
  latitude: () => number(0, 1_800_000_000, 10),
  longitude: () => number(0, 3_600_000_000, 10),
  'non-zero': (_, most) => number(1, 10 ** most - 1, most),
  'no-leading-zero': (_, most) => fc.integer({ min: 0, max: 10 ** most - 1 }).map(String),
  'piece-of-total': () =>
    fc
      .tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 }))
      .map((pair) => pair.toSorted((a, b) => a - b).map((one) => String(one).padStart(2, '0')))
      .map((pair) => pair.join('')),
  'birth-sequence': () =>
    fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
      .map((pair) => pair.toSorted((a, b) => a - b).join('/')),
  'percent-encoded': (least, most) =>
    fc
      .array(
        fc.oneof(
          of(set82.replace('%', ''), 1, 3),
          of('0123456789abcdefABCDEF', 2).map((hex) => `%${hex}`),
        ),
        {
          minLength: least,
          maxLength: Math.floor(most / 3),
        },
      )
      .map((parts) => parts.join('')),
  base64: () =>
    joined(of(letters.Z, 4, 80), fc.constantFrom('', '=')).map((text) =>
      text.endsWith('=') ? `${text.slice(0, (text.length >> 2) * 4 - 4)}AA==` : text,
    ),
  iban: () =>
    fc.tuple(code(countryLetters), of(digits + capitals, 1, 30)).map(([land, account]) => withIbanCheck(land, account)),
  coupon: () =>
    joined(
      joined(counted(0, 6, 6), of(digits, 6), counted(1, 5, 0), requirement),
      optional('5', counted(0, 4, 6)),
      optional('9', joined(fc.constantFrom(...'01256'), fc.constantFrom(...'012'), of(digits, 1), of('01', 1))),
    ),
  'positive-offer': () => joined(of('01', 1), counted(0, 6, 6), of(digits, 6), counted(0, 9, 6)),
};

/** Any legal value of an identifier. */
export function arbitraryValue({ format }: ApplicationIdentifier): fc.Arbitrary<string> {
  if (format.notation.includes('check-characters'))
    return joined(of(digits, 4), of(set82, 0, 18), fc.constant('a')).map((body) => body + checkCharacters(body));
  const parts = format.notation.split('+');
  const needed = parts.filter((part) => !part.startsWith('['));
  return fc
    .integer({ min: needed.length, max: parts.length })
    .chain((count) => joined(...parts.slice(0, count).map(arbitraryPart)));
}

function arbitraryPart(notation: string): fc.Arbitrary<string> {
  const [, set, upTo, digits, rule] = /^\[?([NXYZ])(\.\.)?(\d+)(?::([a-z0-9-]+))?/.exec(notation) ?? [];
  const most = Number(digits);
  const least = upTo ? 1 : most;
  const ruled = rule === undefined ? undefined : byRule[rule];
  if (rule !== undefined && ruled === undefined) throw new Error(`no arbitrary for ${rule}`);
  if (set !== 'N' && set !== 'X' && set !== 'Y' && set !== 'Z') throw new Error(`not a part: ${notation}`);
  return ruled ? ruled(least, most) : of(letters[set], least, most);
}

/** Check digits that make the number 1 modulo 97, with arithmetic of its own: the whole number at once. */
function withIbanCheck(land: string, account: string): string {
  const spelled = [...`${account}${land}00`].map((letter) => Number.parseInt(letter, 36)).join('');
  return land + String(98n - (BigInt(spelled) % 97n)).padStart(2, '0') + account;
}
