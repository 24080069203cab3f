const ZERO = 48;

/**
 * GS1 check digit of a key given without it (GS1 General Specifications §7.9.1): weights 3, 1, 3, 1 … from the right.
 * `digits` must be decimal digits only.
 */
export function checkDigit(digits: string): string {
  return String.fromCharCode(ZERO + checkDigitOf(digits, 0, digits.length));
}

/** The same for the digits between two offsets of a text, as a number. */
export function checkDigitOf(text: string, from: number, to: number): number {
  let sum = 0;
  for (let at = to - 1, weight = 3; at >= from; at--, weight = 4 - weight) sum += weight * (text.charCodeAt(at) - ZERO);
  return (10 - (sum % 10)) % 10;
}

/** True when the last digit of an all-digit key is the check digit of those before it. */
export function checkDigitHolds(key: string): boolean {
  return /^\d{2,}$/.test(key) && checkDigit(key.slice(0, -1)) === key.at(-1);
}
