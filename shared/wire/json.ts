import { type ExactNumber, isExactNumber } from './exact-number.ts';

/** A JSON value as `JSON.parse` makes it, or with decimals that keep their own digits. */
export type Json = string | number | boolean | null | ExactNumber | Json[] | JsonObject;
export interface JsonObject {
  [name: string]: Json;
}

/** True for a JSON object: neither an array nor null, nor a decimal that keeps its digits. */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !('rawJSON' in value && isExactNumber(value))
  );
}
