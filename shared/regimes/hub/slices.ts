import type { Report } from '../regime.ts';

/** Slices of at most `size` of so many units, counted on from `from`. */
export const slicesOf = (size: number, units: number, from = 0): NonNullable<Report['units']>[] =>
  Array.from({ length: Math.ceil(units / size) }, (_, part) => ({
    first: from + part * size,
    count: Math.min(size, units - part * size),
  }));
