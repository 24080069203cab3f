import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { chosenEvents } from './choose-events.ts';
import { writeCsv } from './csv/write-csv.ts';
import { writeEpcis } from './epcis-documents.ts';
import { writeExchangeEvents, writeExchangeMessage } from './exchange-documents.ts';
import type { Mapping } from './mapping.ts';
import type { Outgoing, OutgoingMessage, Prefixes, WrittenDocument } from './results.ts';

/**
 * Writes events as a mapping says: one document, or one for each part that it splits them into (their ids end in `-2`, `-3` from the second on).
 * Refusals say which event (`/events/n`, of those that go).
 */
export function writeMapped(mapping: Mapping, out: Outgoing, prefixes: Prefixes): WrittenDocument[] | Refusal[] {
  const parts = chosenEvents(mapping, out.events);
  if (isRefusal(parts)) return [parts];
  const documents: WrittenDocument[] = [];
  for (const [index, events] of parts.entries()) {
    const part = { ...out, events, id: index === 0 ? out.id : `${out.id}-${index + 1}` };
    const document = writeOne(mapping, part, prefixes);
    if (Array.isArray(document)) return document;
    documents.push(document);
  }
  return documents;
}

function writeOne(mapping: Mapping, out: Outgoing, prefixes: Prefixes): WrittenDocument | Refusal[] {
  switch (mapping.format) {
    case 'csv':
      return writeCsv(mapping, out, prefixes);
    case 'serial-exchange':
      return writeExchangeEvents(mapping, out, prefixes);
    default:
      return writeEpcis(mapping, out, prefixes);
  }
}

/** Writes a message that is no events; only serial exchange knows such. */
export function writeMessage(mapping: Mapping, out: OutgoingMessage): WrittenDocument | Refusal[] {
  if (mapping.format === 'serial-exchange') return writeExchangeMessage(mapping, out);
  return [
    refuse('unsupported', `${mapping.format} has no ${out.message.family}`, {
      at: '/format',
      remedy: 'take a mapping of the format serial-exchange',
    }),
  ];
}
