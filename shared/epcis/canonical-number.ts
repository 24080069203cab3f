/** No digit may be matched in two ways: a long row of them that ends in a letter would be tried in all. */
const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;
/** A JSON number with an exponent (RFC 8259 §6). */
const scientific = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d+)$/;
/** Beyond this an exponent stays one: nothing is measured so, and the digits would fill the memory. */
const MOST_ZEROS = 1000;

/**
 * A number as the event hash spells it: without plus sign, leading zeros, and zeros or a point at the end. Text that
 * reads as a number is one: `007` is `7`. The digits are never turned into a binary number.
 */
export function canonicalNumber(text: string): string {
  if (!beginsNumber(text.charCodeAt(0)) || !decimal.test(text)) return text;
  const [whole = '', fraction = ''] = text.replace(/^[+-]/, '').split('.');
  const digits = whole.replace(/^0+/, '') || '0';
  const tail = withoutEndZeros(fraction);
  const sign = text.startsWith('-') && (digits !== '0' || tail !== '') ? '-' : '';
  return tail === '' ? sign + digits : `${sign}${digits}.${tail}`;
}

/** The same for the literal of a number, whose exponent is written out: `1E-3` is `0.001`. */
export function canonicalLiteral(literal: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = ''] = scientific.exec(literal) ?? [];
  if (exponent === '') return canonicalNumber(literal);
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (/^0+$/.test(digits)) return '0';
  if (Math.abs(Number(exponent)) > MOST_ZEROS) return literal.toLowerCase();
  if (point <= 0) return canonicalNumber(`${sign}0.${'0'.repeat(-point)}${digits}`);
  const padded = digits.padEnd(point, '0');
  return canonicalNumber(`${sign}${padded.slice(0, point)}.${padded.slice(point)}`);
}

/** Most texts are told apart by their first character: a digit, a sign or a point. */
const beginsNumber = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) || code === 0x2e || code === 0x2d || code === 0x2b;

/** Not by a pattern: one that looks for zeros at the end tries anew at every zero of a long row. */
function withoutEndZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === 0x30) end--;
  return digits.slice(0, end);
}
