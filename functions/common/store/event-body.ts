import { zstdDecompressSync } from 'node:zlib';
import * as v from 'valibot';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { parseExactJson } from '#shared/wire/parse-json.ts';
import { compress } from './compress.ts';

/** Bytes a compressed event may have: an item of the table holds 400 kB with its keys. */
export const bodyLimit = 350_000;

const isEvent = (value: unknown): boolean => typeof value === 'object' && value !== null && 'type' in value;
/** Only what `packBody` wrote is ever read here, so the event is believed. */
const packed = v.custom<EpcisEvent>(isEvent);

/** Bytes of JSON that cost one write unit with their item as they are. */
const WORTH_PACKING = 640;
/** What JSON of an event begins with, and no frame of Zstandard (RFC 8878 §3.1.1). */
const BRACE = 0x7b;

/**
 * An event as the table keeps it: its JSON, compressed when that saves anything. Zstandard takes a fifth of the time of Brotli's level 5 for a case
 * of 48 random serials, 36 µs, and 11 bytes more, which leave it within one write unit.
 */
export const packBody = (event: EpcisEvent): Uint8Array => packText(JSON.stringify(event));

function packText(json: string): Uint8Array {
  const bytes = Buffer.from(json);
  return bytes.length < WORTH_PACKING ? bytes : compress(bytes);
}

/** The inverse of `packBody`. Decimals come back digit for digit. */
export function readBody(body: Uint8Array): EpcisEvent {
  const json = body[0] === BRACE ? Buffer.from(body) : zstdDecompressSync(body);
  return v.parse(packed, parseExactJson(json.toString('utf8')));
}

/**
 * Refuses an event that no item can hold. Random serials compress to about 10 bytes.
 *
 * @param json the event
 * @param index its place in the document, from 0
 */
export function tooLarge(json: string, index: number): Refusal | undefined {
  if (json.length <= bodyLimit / 4) return undefined; // UTF-8 takes at most 3 bytes a unit: it fits as it is
  const { length } = packText(json);
  if (length <= bodyLimit) return undefined;
  return refuse('too-large', `event ${index} has ${length} bytes compressed, the limit is ${bodyLimit}`, {
    at: `event ${index}`,
    remedy: 'split it into several events of the same time and place',
  });
}
