import type { Refusal } from '../refusal.ts';
import type { Json } from './json.ts';
import { jsonSplitter } from './split-json.ts';

/** Bounds on what is worth parsing. */
export interface JsonLimits {
  /** Nested arrays and objects. */
  readonly depth: number;
  /** UTF-16 code units. */
  readonly length: number;
  /** Members that may stand twice in one object; the last one counts, as in every parser that does not look. */
  readonly mayRepeat?: ReadonlySet<string>;
}

const nothing = () => undefined;

/**
 * Parses JSON strictly: no member twice in one object, no half characters, no deeper and no longer than the limits.
 * Decimals keep their digits. A leading byte order mark is passed over. The refusal of a fault in the text says line and
 * column.
 */
export function readJsonText(text: string, limits: JsonLimits): { readonly value: Json } | Refusal {
  const { depth, length, mayRepeat = new Set() } = limits;
  const splitter = jsonSplitter(
    { lists: [], early: '', mayRepeat, items: nothing, member: nothing },
    { depth, length, item: length, frame: length },
  );
  return splitter.write(text) ?? splitter.end();
}
