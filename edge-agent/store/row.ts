import type { SQLOutputValue } from 'node:sqlite';

/** A row as SQLite answers it. The tables are STRICT, so a wrong type here means a wrong query. */
export type Row = Record<string, SQLOutputValue>;

/** The text in a column. Throws when it is something else. */
export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new TypeError(`column ${column} holds no text`);
  return value;
}

/** The integer in a column. Throws when it is something else. */
export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new TypeError(`column ${column} holds no integer`);
  return value;
}

/** The bytes in a column. Throws when it holds something else. */
export function bytes(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw new TypeError(`column ${column} holds no bytes`);
  return value;
}

/** The text in a column that may be empty. */
export const optionalText = (row: Row, column: string): string | undefined =>
  row[column] === null ? undefined : text(row, column);

/** The integer in a column that may be empty. */
export const optionalInteger = (row: Row, column: string): number | undefined =>
  row[column] === null ? undefined : integer(row, column);

/** The text in a column that holds one of a few words. Throws when it holds another. */
export function oneOf<Word extends string>(row: Row, column: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === row[column]);
  if (found === undefined) throw new TypeError(`column ${column} holds none of ${words.join(', ')}`);
  return found;
}
