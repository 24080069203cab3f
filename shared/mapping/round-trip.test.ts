import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryEvent } from '../../test/kit/arbitrary-event.ts';
import { plainEvents } from '../../test/kit/arbitrary-plain.ts';
import { canonicalEvent } from '../epcis/canonical-event.ts';
import type { EpcisEvent } from '../epcis/event.ts';
import type { Mapping } from './mapping.ts';
import { readMapped } from './read-mapped.ts';
import { readyMappings } from './ready-mappings.ts';
import type { Outgoing } from './results.ts';
import { writeMapped } from './write-mapped.ts';

const about = {
  sender: 'urn:epc:id:pgln:9521321.00001',
  receiver: 'urn:epc:id:pgln:9521999.00001',
  id: 'd1',
  at: '2026-03-01T10:00:00.000Z',
};

const ready = (name: string): Mapping => {
  const found = readyMappings.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no mapping ${name}`);
  return found.mapping;
};

/** The events after they were written and read again. */
function through(
  out: Mapping,
  back: Mapping,
  events: readonly EpcisEvent[],
  more: Partial<Outgoing> = {},
): readonly EpcisEvent[] {
  const document = writeMapped(out, { ...about, events, ...more }, ['9521321', '9521999']);
  if (Array.isArray(document)) throw new Error(`${document[0]?.detail} at ${document[0]?.at}`);
  const read = readMapped(back, document.body, ['9521321', '9521999']);
  if (Array.isArray(read)) throw new Error(`${read[0]?.detail} at ${read[0]?.at} of\n${document.body}`);
  if (read.family !== 'epcis') throw new Error(read.family);
  return read.events;
}

/** What events say, and under which ids. */
const told = (events: readonly EpcisEvent[]) => events.map((event) => `${event.eventID} ${canonicalEvent(event)}`);
const sorted = (events: readonly EpcisEvent[]) => told(events).toSorted();

const words = {
  bizStep: [{ ours: 'commissioning', theirs: 'urn:medico:step:made' }],
  disposition: [{ ours: 'in_transit', theirs: 'https://medico.example/rolling' }],
  bizTransactionType: [{ ours: 'po', theirs: 'urn:medico:order' }],
  identifier: [{ ours: 'urn:epc:id:sgln:9521321.00017.0', theirs: 'urn:medico:plant:7' }],
};

describe('any event survives the way to the partner and back', () => {
  test.each(['epcis-1.2-xml', 'epcis-2.0-json', 'epcis-2.0-xml'] as const)('as %s', (format) => {
    const [out, back] = [ready(`${format}-out`), ready(`${format}-in`)];
    fc.assert(
      fc.property(fc.array(arbitraryEvent, { minLength: 1, maxLength: 3 }), (events) => {
        const plainly = { ...out, identifiers: 'as-sent' as const };
        expect(told(through(plainly, back, events))).toEqual(told(events));
      }),
      { numRuns: 60 },
    );
  });

  test.each(['epcis-1.2-xml', 'epcis-2.0-json', 'epcis-2.0-xml'] as const)(
    'as %s in other words and under other names',
    (format) => {
      const namespaces = [
        { ours: 'urn:epcglobal:cbv:mda:', theirs: 'https://medico.example/attributes/' },
        { ours: 'https://ns.example.org/epcis/', theirs: 'urn:medico:ext:' },
      ];
      const [out, back] = [ready(`${format}-out`), ready(`${format}-in`)];
      fc.assert(
        fc.property(plainEvents, (events) => {
          const withMore = events.map((event) => ({
            '@context': { ex: 'https://ns.example.org/epcis/' },
            ...event,
            'ex:shift': { 'ex:lead': 'Ada' },
          }));
          const changed = { words, namespaces, identifiers: 'urn' as const };
          expect(told(through({ ...out, ...changed }, { ...back, ...changed }, withMore))).toEqual(told(withMore));
        }),
        { numRuns: 40 },
      );
    },
  );
});

describe('what flat forms can tell survives the way to the partner and back', () => {
  test('as a sheet', () => {
    const reason = { name: 'reason', of: 'reason' as const };
    const out = { ...ready('pack-list-csv-out'), order: undefined };
    const back = ready('pack-list-csv-in');
    if (out.format !== 'csv' || back.format !== 'csv') throw new Error('no sheets');
    const more = { columns: [...out.columns, reason] };
    fc.assert(
      fc.property(plainEvents, fc.constantFrom(',' as const, ';' as const, '\t' as const), (events, separator) => {
        const change = { ...more, separator };
        expect(told(through({ ...out, ...change }, { ...back, ...change }, events))).toEqual(told(events));
      }),
      { numRuns: 60 },
    );
  });

  test('as a sheet with a row for each event, keys apart, local times and words of the partner', () => {
    const columns = [
      { name: 'was', of: 'kind' as const, table: [{ ours: 'commission', theirs: 'MADE' }] },
      { name: 'am', of: 'eventTime' as const, form: 'dd.MM.yyyy HH:mm:ss.SSS' },
      { name: 'zone', of: 'offset' as const },
      { name: 'nummern', of: 'epc' as const },
      { name: 'palette', of: 'parentSscc' as const },
      { name: 'charge', of: 'lot' as const },
      { name: 'bis', of: 'expiry' as const, form: 'yyMMdd' },
      { name: 'ort', of: 'readPoint' as const },
      { name: 'lager', of: 'bizLocation' as const },
      { name: 'grund', of: 'reason' as const },
      { name: 'po', of: 'bizTransaction' as const, type: 'po' },
      { name: 'desadv', of: 'bizTransaction' as const, type: 'desadv' },
      { name: 'von', of: 'source' as const, type: 'possessing_party' },
      { name: 'an', of: 'destination' as const, type: 'possessing_party' },
      { name: 'id', of: 'eventId' as const },
    ];
    const [out, back] = [ready('pack-list-csv-out'), ready('pack-list-csv-in')];
    if (out.format !== 'csv' || back.format !== 'csv') throw new Error('no sheets');
    const change = { columns, rows: 'event' as const, identifiers: 'urn' as const, order: undefined, words };
    fc.assert(
      fc.property(plainEvents, (events) => {
        expect(told(through({ ...out, ...change }, { ...back, ...change }, events))).toEqual(told(events));
      }),
      { numRuns: 60 },
    );
  });

  test('as serial exchange', () => {
    const [out, back] = [ready('serial-exchange-out'), ready('serial-exchange-in')];
    fc.assert(
      fc.property(plainEvents, (events) => {
        expect(sorted(through({ ...out, words }, { ...back, words }, events))).toEqual(sorted(events));
      }),
      { numRuns: 60 },
    );
  });
});
