/** FNC1 in field data, as opposed to any character. */
export const FNC1 = Symbol('FNC1');

/** Field data of a symbol, character by character. */
export type SymbolData = readonly (string | typeof FNC1)[];

/** A square symbol: one entry for each module, row by row, 1 for dark. */
export interface Modules {
  readonly side: number;
  readonly dark: readonly number[];
}
