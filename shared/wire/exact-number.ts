/** A decimal whose digits a JavaScript number would not give back as they were sent, such as `26.0` or one of twenty digits. */
export interface ExactNumber {
  readonly rawJSON: string;
}

interface RawJson {
  rawJSON?(text: string): ExactNumber;
  isRawJSON?(value: unknown): value is ExactNumber;
}

/** ECMAScript's JSON.parse source text access, which the compiler's library does not know yet. Engines before 2024 lack it and round. */
const raw: RawJson = Object.assign(JSON);

/** A JSON number literal as a value: a plain number when that prints the same digits, else one that `JSON.stringify` writes as it was sent. */
export function exactNumber(literal: string): number | ExactNumber {
  const value = Number(literal);
  return String(value) === literal ? value : (raw.rawJSON?.(literal) ?? value);
}

/** True for a decimal that keeps its own digits. */
export const isExactNumber = (value: unknown): value is ExactNumber => raw.isRawJSON?.(value) ?? false;

/** The digits of a number as they were sent. */
export const literalOf = (value: number | ExactNumber): string =>
  typeof value === 'number' ? String(value) : value.rawJSON;
