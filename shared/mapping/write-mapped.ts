import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { chosenEvents } from './choose-events.ts';
import { writeCsv } from './csv/write-csv.ts';
import { writeEpcis } from './epcis-documents.ts';
import { writeExchangeEvents, writeExchangeMessage } from './exchange-documents.ts';
import type { Mapping } from './mapping.ts';
import type { Outgoing, OutgoingMessage, Prefixes, WrittenDocument } from './results.ts';

/** Writes events as a mapping says, as one document. Refusals say which event (`/events/n`, of those that go). */
export function writeMapped(mapping: Mapping, outgoing: Outgoing, prefixes: Prefixes): WrittenDocument | Refusal[] {
  const events = chosenEvents(mapping, outgoing.events);
  if (isRefusal(events)) return [events];
  const out = { ...outgoing, events };
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
