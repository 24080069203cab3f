import type { Refusal } from '../refusal.ts';
import type { Json } from './json.ts';
import type { Survey } from './survey-json.ts';
import type { TextPlace } from './text-place.ts';

/** Bounds on what is worth reading. Lengths are UTF-16 code units. */
export interface SplitLimits {
  /** Nested arrays and objects. */
  readonly depth: number;
  /** The whole text. */
  readonly length: number;
  /** One item of a list that is split. */
  readonly item: number;
  /** Everything but those items. */
  readonly frame: number;
}

/** How to split a text, and where the parts go. A refusal that is answered ends the reading. */
export interface JsonSplit {
  /** JSON pointers of the lists whose items are handed over one by one. */
  readonly lists: readonly string[];
  /** The member of the root whose value is handed over as soon as it ends. */
  readonly early: string;
  /** Members that may stand twice in one object; the last one counts, as in every parser that does not look. */
  readonly mayRepeat: ReadonlySet<string>;
  /** Some items that follow each other. */
  items(items: readonly JsonItem[]): Refusal | undefined;
  member(value: Json): Refusal | undefined;
}

/** One item of a list, not parsed yet. */
export interface JsonItem extends TextPlace {
  readonly text: string;
  readonly survey: Survey;
  /** JSON pointer of its list. */
  readonly list: string;
  /** Among the items of all lists. */
  readonly index: number;
}
