import type { Refusal } from '../refusal.ts';
import type { EpcisHead } from './document.ts';
import type { EpcisEvent } from './event.ts';

/** Where a reader hands over what it has read, event by event in document order. Indexes count from 0. */
export interface EpcisSink {
  /** `at` says where it stands, as a refusal would: a JSON pointer, or line, column and path of the element. */
  event(event: EpcisEvent, index: number, at?: string): void;
  /** All that is wrong with one event, at least one. Reading goes on with the next. */
  refused(refusals: readonly Refusal[], index: number): void;
}

/** Reads a document piece by piece; memory is bounded by the largest event. */
export interface EpcisReader {
  /** Takes the next piece of text, of any length. A refusal is of the whole document: no more is read. */
  write(text: string): Refusal | undefined;
  /** Ends the text: what stood around the events, or why the document is none. */
  end(): EpcisHead | Refusal;
}

/** Bounds on what is worth reading. Lengths are UTF-16 code units. */
export interface EpcisLimits {
  /** Nested arrays and objects, or elements. */
  readonly depth: number;
  /** The whole text. */
  readonly length: number;
  /** One event. */
  readonly eventLength: number;
  /** What stands around the events: master data above all, and events that cannot be read before it. */
  readonly headLength: number;
}

/** An event of half a million serials. Its tree takes up to thirty times its text when it holds nothing but brackets. */
const LONGEST_EVENT = 24 * 1024 * 1024;

/** More nesting than any sender needs, less than a stack holds; documents of any length. */
export const epcisLimits: EpcisLimits = {
  depth: 64,
  length: Number.POSITIVE_INFINITY,
  eventLength: LONGEST_EVENT,
  headLength: 2 * LONGEST_EVENT,
};
