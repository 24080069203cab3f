import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Something that does not become what it stands for; `at` is the path of the member. */
export interface Unfilled {
  readonly at: string;
  readonly detail: string;
}

type Json = Readonly<Record<string, unknown>>;
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A configuration in which every `{ "$file": "path" }` is the text of that file, without the line's end: so that no secret stands in the
 * configuration itself. What cannot be read is told in `unfilled`.
 *
 * @param folder what relative paths begin at
 */
export function withFiles(value: unknown, folder: string, unfilled: Unfilled[], at: readonly string[] = []): unknown {
  if (Array.isArray(value)) return value.map((one, index) => withFiles(one, folder, unfilled, [...at, `${index}`]));
  if (!isObject(value)) return value;
  const { $file: file, ...others } = value;
  if (typeof file !== 'string' || Object.keys(others).length > 0)
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, withFiles(one, folder, unfilled, [...at, name])]),
    );
  try {
    return readFileSync(resolve(folder, file), 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    unfilled.push({ at: at.join('.'), detail: String(error instanceof Error ? error.message : error) });
    return '';
  }
}
