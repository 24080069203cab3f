import type { EpcisReader, EpcisSink } from '#shared/epcis/reader.ts';
import { isRefusal } from '#shared/refusal.ts';

const PIECE = 64 * 1024;

/** Reads a text in pieces of 64 Ki characters, and makes sure that all its events were there. */
export function readPieces(text: string, open: (sink: EpcisSink) => EpcisReader, expected: number): void {
  let events = 0;
  const reader = open({
    event: () => {
      events++;
    },
    refused: ([refusal]) => {
      throw new Error(refusal?.detail);
    },
  });
  for (let at = 0; at < text.length; at += PIECE) reader.write(text.slice(at, at + PIECE));
  const end = reader.end();
  if (isRefusal(end) || events !== expected) throw new Error(isRefusal(end) ? end.detail : `${events} events`);
}
