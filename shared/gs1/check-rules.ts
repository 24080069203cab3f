import { checkCharacters } from './check-characters.ts';
import { checkDigitOf } from './check-digit.ts';
import type { ValueRule } from './element-problem.ts';

/** The last digit is the check digit of those before it. */
export const checkDigitRule: ValueRule = (value, from, to) => {
  const right = checkDigitOf(value, from, to - 1);
  if (value.charCodeAt(to - 1) - 48 === right) return undefined;
  return {
    offset: to - 1,
    detail: `check digit must be ${right}`,
    rule: 'GS1 GS §7.9',
    remedy: 'compare the number with its source: one of its digits is wrong',
  };
};

/** The last two characters of the whole value are the check characters of those before them. */
export const checkCharactersRule: ValueRule = (value) => {
  const offset = Math.max(value.length - 2, 0);
  const right = checkCharacters(value.slice(0, offset));
  if (value.slice(offset) === right) return undefined;
  return { offset, detail: `check characters must be ${right ?? 'two'}`, rule: 'GS1 GS §7.9.5' };
};

/** Check digits of an IBAN: country and check digits moved to the end, letters as 10 to 35, modulo 97 is 1 (ISO 13616). */
export const ibanCheckRule: ValueRule = (value) => {
  let rest = 0;
  for (let place = 0; place < value.length; place++) {
    const at = (place + 4) % value.length;
    const code = value.charCodeAt(at);
    const digit = code >= 48 && code <= 57;
    if (!digit && (code < 65 || code > 90))
      return { offset: at, detail: `${JSON.stringify(value[at])} is neither a digit nor a capital letter`, rule: iban };
    rest = digit ? (rest * 10 + code - 48) % 97 : (rest * 100 + code - 55) % 97;
  }
  return rest === 1 ? undefined : { offset: 2, detail: 'check digits are wrong', rule: iban };
};

const iban = 'ISO 13616';
