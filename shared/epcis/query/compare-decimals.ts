/** The signs of a comparison, as parameters are called. */
export type Operator = 'EQ' | 'GT' | 'GE' | 'LT' | 'LE';

/** Whether what stands on the left of the operator compares so (negative, zero, positive) with what stands on its right. */
export function holds(operator: Operator, comparison: number): boolean {
  switch (operator) {
    case 'EQ':
      return comparison === 0;
    case 'GT':
      return comparison > 0;
    case 'GE':
      return comparison >= 0;
    case 'LT':
      return comparison < 0;
    case 'LE':
      return comparison <= 0;
  }
}

/**
 * Compares two numbers in the spelling of `canonicalLiteral`, digit by digit: those of twenty digits differ in the last. Negative when `a` is less,
 * zero when they are equal.
 */
export function compareDecimals(a: string, b: string): number {
  if (a === b) return 0;
  // Only an exponent that nothing is measured in is not written out; then a binary number is near enough.
  if (a.includes('e') || b.includes('e')) return Math.sign(Number(a) - Number(b));
  const isNegative = a.startsWith('-');
  if (isNegative !== b.startsWith('-')) return isNegative ? -1 : 1;
  return isNegative ? compareMagnitudes(b.slice(1), a.slice(1)) : compareMagnitudes(a, b);
}

function compareMagnitudes(a: string, b: string): number {
  const [wholeA = '', fractionA = ''] = a.split('.');
  const [wholeB = '', fractionB = ''] = b.split('.');
  if (wholeA.length !== wholeB.length) return wholeA.length - wholeB.length;
  if (wholeA !== wholeB) return wholeA < wholeB ? -1 : 1;
  // No zeros stand at the end, so a fraction that goes on is the greater one, as text is.
  if (fractionA === fractionB) return 0;
  return fractionA < fractionB ? -1 : 1;
}
