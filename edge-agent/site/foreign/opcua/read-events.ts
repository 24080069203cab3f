import type { EpcisEvent } from '#shared/epcis/event.ts';
import { documentReader } from '#shared/epcis/read-document.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { textDecoder } from '#shared/wire/decode-text.ts';
import { inPieces } from '../../drop/in-pieces.ts';
import { asText } from './answer.ts';

/** What one stream may hold (MaxEPCISObjectEventSIDs, MaxEPCISaggregationEvents), and its bytes. */
export const MOST_STREAM_SIDS = 50_000;
export const MOST_STREAM_AGGREGATIONS = 10_000;
export const MOST_STREAM_BYTES = 32 * 1024 * 1024;

/** Events with their places in the document, counted from 1, and what is wrong with those that could not be read. */
interface Read {
  readonly events: readonly { readonly event: EpcisEvent; readonly index: number }[];
  readonly problems: readonly string[];
}

/** Reads an EPCIS document of any form and version; a refusal is of the whole document. */
export async function readEvents(bytes: readonly Uint8Array[]): Promise<Read | Refusal> {
  const events: { event: EpcisEvent; index: number }[] = [];
  const problems: string[] = [];
  const reader = documentReader({
    event: (event, index) => events.push({ event, index: index + 1 }),
    refused: (refusals, index) => problems.push(...refusals.map((one) => `event ${index + 1}: ${asText(one)}`)),
  });
  const decoder = textDecoder();
  for (const written of bytes)
    for await (const piece of inPieces(written)) {
      const text = decoder.write(piece);
      if (isRefusal(text)) return text;
      const refused = reader.write(text);
      if (refused !== undefined) return refused;
    }
  const rest = decoder.end();
  if (isRefusal(rest)) return rest;
  const last = rest === '' ? undefined : reader.write(rest);
  if (last !== undefined) return last;
  const head = reader.end();
  if (isRefusal(head)) return head;
  if (events.length + problems.length === 0)
    return refuse('malformed', 'the document has no events', { remedy: 'Write down what happened.' });
  return tooMuch(events.map(({ event }) => event)) ?? { events, problems };
}

function tooMuch(events: readonly EpcisEvent[]): Refusal | undefined {
  const sids = events.reduce((sum, one) => sum + (one.type === 'ObjectEvent' ? (one.epcList?.length ?? 0) : 0), 0);
  const aggregations = events.filter(({ type }) => type === 'AggregationEvent').length;
  if (sids <= MOST_STREAM_SIDS && aggregations <= MOST_STREAM_AGGREGATIONS) return undefined;
  return refuse('too-large', `${sids} SIDs in object events and ${aggregations} aggregation events`, {
    rule: 'OPC 30260 §6.3.2: MaxEPCISObjectEventSIDs, MaxEPCISaggregationEvents',
    remedy: 'Send it in parts.',
  });
}
