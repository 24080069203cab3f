/** What a sorted query keeps of an event: the value it is ordered by, its position in time, its id. */
export interface Placed {
  readonly value: number | string | undefined;
  readonly at: string;
  readonly eventId: string;
}

/**
 * Compares in the order of the query: by value, then by position in time. Numbers come before texts, texts go by code point; an event without
 * the value comes last in either direction.
 */
export function orderOf(descending: boolean): (a: Placed, b: Placed) => number {
  const sign = descending ? -1 : 1;
  return (a, b) => {
    if ((a.value === undefined) !== (b.value === undefined)) return a.value === undefined ? 1 : -1;
    return sign * (compareValues(a.value, b.value) || compareTexts(a.at, b.at));
  };
}

function compareValues(a: Placed['value'], b: Placed['value']): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  return Number(typeof a === 'string') - Number(typeof b === 'string');
}

/** UTF-16 sorts characters beyond U+FFFF before U+E000; by code point they come after. */
export function compareTexts(a: string, b: string): number {
  for (let i = 0; i < a.length && i < b.length; ) {
    const [x = 0, y = 0] = [a.codePointAt(i), b.codePointAt(i)];
    if (x !== y) return x - y;
    i += x > 0xffff ? 2 : 1;
  }
  return a.length - b.length;
}
