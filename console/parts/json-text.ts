import { lineOf, type Stretch } from './place-in-json.ts';

/** A text as JSON says it, or where it is none. */
export type ReadJson = { readonly value: unknown } | { readonly fault: string; readonly place: Stretch };

/** Reads a text; nothing but blanks is no value at all. */
export function readJson(text: string): ReadJson {
  if (text.trim() === '') return { value: undefined };
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const [, position] = /position (\d+)/.exec(String(error)) ?? [];
    const from = Math.min(Number(position ?? text.length), Math.max(text.length - 1, 0));
    const fault = String(error).replace(/^SyntaxError: /, '');
    return { fault: `No JSON: ${fault}`, place: { from, to: from + 1, line: lineOf(text, from) } };
  }
}

export const writeJson = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value, undefined, 2));
