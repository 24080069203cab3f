/**
 * Line and column of a character in one number, so that a hundred thousand of them cost eight bytes each. Both count
 * from 1, columns in UTF-16 code units. Exact up to 33 million lines; a column beyond 268 million stays there.
 */
export type XmlPlace = number;

const COLUMNS = 0x1000_0000;

export const xmlPlace = (line: number, column: number): XmlPlace => line * COLUMNS + Math.min(column, COLUMNS - 1);

export const lineOf = (place: XmlPlace): number => Math.floor(place / COLUMNS);

export const columnOf = (place: XmlPlace): number => place % COLUMNS;
