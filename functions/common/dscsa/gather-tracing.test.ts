import { expect, test } from 'vitest';
import type { EventRef } from '#common/store/ref-rows.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { gatherTracing, type TracingNeeds } from './gather-tracing.ts';

const gtin = '09521321543218';
const PER_EVENT = 500;

/** A lot without an end: each of its events commissions so many units. */
function endless() {
  let read = 0;
  const refOf = (n: number): EventRef => ({
    eventId: `e${n}`,
    item: 'event',
    at: String(n),
    recordTime: '',
    roles: [],
    bits: {},
  });
  const stored = ({ eventId }: EventRef): StoredEvent => ({
    eventId,
    captureId: 'c1',
    position: 0,
    recordTime: '2026-03-01T10:00:00Z',
    event: {
      type: 'ObjectEvent',
      action: 'ADD',
      eventTime: '2026-03-01T09:00:00Z',
      eventTimeZoneOffset: '+00:00',
      bizStep: 'commissioning',
      epcList: Array.from({ length: PER_EVENT }, (_, i) => `https://id.gs1.org/01/${gtin}/21/${eventId}n${i}`),
    },
  });
  const ledger: TracingNeeds['ledger'] = {
    refsByLot: async function* () {
      for (;;) yield refOf(read++);
    },
    fetchDeclared: async (_, refs) => refs.map(stored),
    eventsById: async () => [],
  };
  return { ledger, read: () => read };
}

test('a lot of a million units is not read to its end before it is refused', async () => {
  const { ledger, read } = endless();
  const needs = { ledger, unitEvents: async () => [] };
  const lots = Array.from({ length: 20 }, () => ({ gtin, lot: 'L1' }));
  await expect(gatherTracing(needs, 'acme', { packs: [], lots, shipments: [] })).rejects.toMatchObject({
    refusal: { refused: 'too-large', detail: 'more than 20000 things are asked about' },
  });
  expect(read() * PER_EVENT).toBeLessThan(40_000);
});

test('a shipment that there is no event of is not one that was declared an error', async () => {
  const needs = { ledger: endless().ledger, unitEvents: async () => [] };
  await expect(gatherTracing(needs, 'acme', { packs: [], lots: [], shipments: ['nope'] })).rejects.toMatchObject({
    refusal: { refused: 'not-found', detail: 'no event nope' },
  });
});
