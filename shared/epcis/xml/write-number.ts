import { type Refusal, refuse } from '../../refusal.ts';

const scientific = /^(-?)(\d+)(?:\.(\d*))?[eE]([+-]?\d+)$/;

/** More zeros than any amount has; an exponent must not become a gigabyte of them. */
const MOST_ZEROS = 1000;

/** True for a literal that xsd:decimal does not know, but xsd:double does. */
export const isScientific = (literal: string): boolean => /[eE]/.test(literal);

/** A JSON number literal as xsd:decimal: every digit of it, without an exponent (XML Schema 1.0 §3.2.3). */
export function plainDecimal(literal: string): string | Refusal {
  const [, sign = '', whole = '', fraction = '', power = '0'] = scientific.exec(literal) ?? [];
  if (whole === '') return literal;
  const exponent = Number(power);
  const digits = whole + fraction;
  if (/^0+$/.test(digits)) return '0';
  if (Math.abs(exponent) > MOST_ZEROS)
    return refuse('unsupported', `${literal} has too many digits to be written without an exponent`, {
      rule: 'XML Schema §3.2.3 decimal',
    });
  const point = whole.length + exponent;
  const padded = digits.padStart(digits.length - point + 1, '0').padEnd(point, '0');
  const end = Math.max(1, point);
  const after = padded.slice(end);
  return `${sign}${padded.slice(0, end)}${after === '' ? '' : `.${after}`}`;
}
