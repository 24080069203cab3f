/** Stretches of at most so many of what an act is of. @param first how many it was told of before */
export function slicesOf(units: number, most: number, first = 0): { first: number; count: number }[] {
  return Array.from({ length: Math.ceil(units / most) }, (_, part) => ({
    first: first + part * most,
    count: Math.min(most, units - part * most),
  }));
}

/** @param at ISO 8601 */
export const hoursAfter = (at: string, hours: number): string =>
  new Date(Date.parse(at) + hours * 3_600_000).toISOString();
