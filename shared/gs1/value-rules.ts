import { checkCharactersRule, checkDigitRule, ibanCheckRule } from './check-rules.ts';
import { countryLetters, countryNumbers, currencyNumbers, mediaTypes, packageTypes } from './code-lists.ts';
import { couponRule, positiveOfferRule } from './coupon-rules.ts';
import { date, hour, longDate, minute, monthOrDate, numberAt, second, time } from './date-rules.ts';
import type { ValueRule } from './element-problem.ts';

const codeOf =
  (codes: ReadonlySet<string>, list: string, more = ''): ValueRule =>
  (value, from, to) => {
    const code = value.slice(from, to);
    if (codes.has(code) || code === more) return undefined;
    return { offset: from, detail: `"${code}" is no code of ${list}`, rule: list };
  };

const oneOf =
  (letters: string, meaning: string): ValueRule =>
  (value, from) =>
    letters.includes(value.charAt(from)) ? undefined : { offset: from, detail: `must ${meaning}` };

const atMost =
  (limit: number, meaning: string): ValueRule =>
  (value, from, to) =>
    numberAt(value, from, to) <= limit ? undefined : { offset: from, detail: `is no ${meaning}: ${limit} at most` };

const nonZero: ValueRule = (value, from, to) =>
  numberAt(value, from, to) > 0 ? undefined : { offset: from, detail: 'must not be zero' };

const noLeadingZero: ValueRule = (value, from, to) =>
  to - from > 1 && value.charAt(from) === '0' ? { offset: from, detail: 'must not begin with 0' } : undefined;

/** Piece and total, two digits each: neither zero, the piece not beyond the total. */
const pieceOfTotal: ValueRule = (value, from) => {
  const [piece, total] = [numberAt(value, from, from + 2), numberAt(value, from + 2, from + 4)];
  return piece >= 1 && piece <= total ? undefined : { offset: from, detail: `piece ${piece} of ${total} cannot be` };
};

/** Place and number of births, one digit each, with a slash between. */
const birthSequence: ValueRule = (value, from) => {
  const [, place, births] = /^([1-9])\/([1-9])$/.exec(value.slice(from, from + 3)) ?? [];
  if (place === undefined || births === undefined)
    return { offset: from, detail: 'must be the place, a slash and the number of births' };
  return place <= births ? undefined : { offset: from, detail: `${place} of ${births} cannot be` };
};

/** Text of other characters than set 82 is written with percent-encoding (GS1 General Specifications §3.7; RFC 3986). */
const percentEncoded: ValueRule = (value, from, to) => {
  for (let at = value.indexOf('%', from); at >= 0 && at < to; at = value.indexOf('%', at + 3))
    if (!/^[0-9A-Fa-f]{2}$/.test(value.slice(at + 1, at + 3)))
      return { offset: at, detail: '% is not followed by two hexadecimal digits', remedy: 'write % itself as %25' };
  return undefined;
};

/** Padding of base 64 is not needed; where it stands, it fills the last group of four (RFC 4648 §5). */
const base64: ValueRule = (value, from, to) => {
  const at = value.indexOf('=', from);
  if (at < 0) return undefined;
  const wanted = ['', '', '==', '='][(at - from) % 4];
  return value.slice(at, to) === wanted ? undefined : { offset: at, detail: '"=" does not fill a group of four' };
};

const iban: ValueRule = (value, from, to) => {
  if (to - from < 5) return { offset: value.length, detail: 'is too short for an account number', rule: 'ISO 13616' };
  return country2(value, from, from + 2) ?? ibanCheckRule(value, from, to);
};

const someNonDigit: ValueRule = (value, from, to) =>
  /[^0-9]/.test(value.slice(from, to))
    ? undefined
    : { offset: from, detail: 'must have a character other than a digit' };

const country2 = codeOf(countryLetters, 'ISO 3166-1 alpha-2');

/** Rules by the names that formats call them by. */
export const valueRules: Readonly<Record<string, ValueRule>> = {
  check: checkDigitRule,
  'check-characters': checkCharactersRule,
  date,
  'month-or-date': monthOrDate,
  'long-date': longDate,
  hour,
  minute,
  second,
  time,
  country: codeOf(countryNumbers, 'ISO 3166-1 numeric'),
  'country-or-999': codeOf(countryNumbers, 'ISO 3166-1 numeric', '999'),
  'country-letters': country2,
  currency: codeOf(currencyNumbers, 'ISO 4217 numeric'),
  'package-type': codeOf(packageTypes, 'UN/CEFACT Recommendation 21'),
  'media-type': codeOf(mediaTypes, 'AIDC media types'),
  sex: oneOf('0129', 'be 0, 1, 2 or 9 (ISO/IEC 5218)'),
  'yes-or-no': oneOf('01', 'be 0 for no or 1 for yes'),
  winding: oneOf('019', 'be 0, 1 or 9 for the winding direction'),
  zero: oneOf('0', 'begin with 0'),
  minus: oneOf('-', 'be the minus sign'),
  'importer-index': oneOf(
    '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz',
    'be a letter, a digit, "-" or "_" for the importer index',
  ),
  latitude: atMost(1_800_000_000, 'latitude'),
  longitude: atMost(3_600_000_000, 'longitude'),
  'non-zero': nonZero,
  'no-leading-zero': noLeadingZero,
  'piece-of-total': pieceOfTotal,
  'birth-sequence': birthSequence,
  'percent-encoded': percentEncoded,
  base64,
  iban,
  'some-non-digit': someNonDigit,
  coupon: couponRule,
  'positive-offer': positiveOfferRule,
};
