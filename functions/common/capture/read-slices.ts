import type { EpcisHead } from '#shared/epcis/document.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { documentReader } from '#shared/epcis/read-document.ts';
import type { EpcisLimits } from '#shared/epcis/reader.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { charsetOf } from '#shared/wire/charset-of.ts';
import { textDecoder } from '#shared/wire/decode-text.ts';
import { unfit } from './unfit.ts';
import { unfitElement } from './unfit-element.ts';

/** An event of a document, or what is wrong with it. `index` counts from 0. */
export type Item =
  | { readonly index: number; readonly event: EpcisEvent }
  | { readonly index: number; readonly refusal: Refusal };

/** When a slice is full: so many events, or so many bytes of the document since the slice before. */
export interface SliceSize {
  readonly events: number;
  readonly bytes: number;
}

/** A document as it came. */
export interface DocumentBytes {
  readonly pieces: AsyncIterable<Uint8Array>;
  readonly contentType: string;
}

/** What is left at the end of a document: its last items, and what stood around the events or why it is none. */
export interface Remainder {
  readonly rest: readonly Item[];
  readonly head: EpcisHead | Refusal;
}

/** Takes a full slice; `stop` ends the reading. */
type TakeSlice = (items: readonly Item[]) => Promise<'go on' | 'stop'>;

/**
 * Bounds of a document worth capturing, UTF-16 code units. An event of 35,000 random serials is as large as the ledger holds, and has
 * about 2 million of them.
 */
export const captureLimits: Partial<EpcisLimits> = { eventLength: 8 * 1024 * 1024, headLength: 16 * 1024 * 1024 };

/** Bytes handed to the reader at once: few enough that the events read from them are a small part of a slice's memory. */
const STEP = 128 * 1024;

/**
 * Reads the bytes of a document of any form and hands over its events in slices, in document order. Memory is bounded by a slice and the
 * document's head. Answers what was left when the document ended, or `stopped`.
 *
 * @param contentType the charset that it names counts
 * @param from items before this one are passed over: they were taken before
 */
export async function readSlices(
  { pieces, contentType }: DocumentBytes,
  from: number,
  size: SliceSize,
  take: TakeSlice,
): Promise<Remainder | 'stopped'> {
  let items: Item[] = [];
  let bytes = 0;
  const keep = (item: Item) => {
    if (item.index >= from) items.push(item);
  };
  const reader = documentReader(
    {
      event: (event, index, at) => {
        const refusal = index < from ? undefined : unfit(event, index, at);
        keep(refusal === undefined ? { index, event } : { index, refusal });
      },
      refused: ([refusal], index) => refusal && keep({ index, refusal }),
    },
    { limits: captureLimits },
  );
  const decoder = textDecoder(charsetOf(contentType));
  const write = (text: string | Refusal) => (isRefusal(text) ? text : reader.write(text));

  for await (const step of stepsOf(pieces)) {
    const refused = write(decoder.write(step));
    if (refused !== undefined) return { rest: items, head: refused };
    bytes += step.length;
    while (items.length >= size.events || (items.length > 0 && bytes >= size.bytes)) {
      const slice = items.slice(0, size.events);
      items = items.slice(size.events);
      bytes = 0;
      if ((await take(slice)) === 'stop') return 'stopped';
    }
  }
  const refused = write(decoder.end());
  const head: EpcisHead | Refusal = refused ?? reader.end();
  return { rest: items, head: isRefusal(head) ? head : (unfitElement(head) ?? head) };
}

async function* stepsOf(pieces: AsyncIterable<Uint8Array>) {
  for await (const piece of pieces) for (let i = 0; i < piece.length; i += STEP) yield piece.subarray(i, i + STEP);
}
