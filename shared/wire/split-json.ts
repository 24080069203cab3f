import type { Refusal } from '../refusal.ts';
import type { Json } from './json.ts';
import { JsonCursor } from './json-cursor.ts';
import type { JsonSplit, SplitLimits } from './json-split.ts';

export interface JsonSplitter {
  /** Takes the next piece of text, of any length. After a refusal it is answered again and nothing is read. */
  write(text: string): Refusal | undefined;
  /** The value of the whole text, with the split lists empty. */
  end(): { readonly value: Json } | Refusal;
}

/**
 * Reads JSON text piece by piece in memory bounded by `limits`: hands over the items of some lists, not yet parsed, and
 * at the end the rest as a value. A leading byte order mark is passed over. Faults say line and column.
 *
 * What is cut off at the end of a piece is looked at again only when twice as much text has come, so that a value of
 * any length is looked through three times at most, and no state inside a token need be kept.
 */
export function jsonSplitter(split: JsonSplit, limits: SplitLimits): JsonSplitter {
  const cursor = new JsonCursor(split, limits);
  let refusal: Refusal | undefined;
  return {
    write: (text) => {
      refusal ??= cursor.take(text);
      return refusal;
    },
    end: () => {
      if (refusal !== undefined) return refusal;
      const ended = cursor.end();
      if ('refused' in ended) refusal = ended;
      return ended;
    },
  };
}
