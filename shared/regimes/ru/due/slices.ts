/** Stretches of at most so many of what an act is of. @param first how many it was told of before */
export function slicesOf(units: number, most: number, first = 0): { first: number; count: number }[] {
  return Array.from({ length: Math.ceil(units / most) }, (_, part) => ({
    first: first + part * most,
    count: Math.min(most, units - part * most),
  }));
}
