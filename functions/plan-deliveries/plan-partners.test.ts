import { afterAll, beforeAll, expect, test } from 'vitest';
import { deliveries } from '#common/store/deliveries.ts';
import { inboundIdOf } from '#common/store/inbound-row.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { shipEvent } from '#shared/trace/ship.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { planPartners } from './plan-partners.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

const at = '2026-03-01T10:00:00.000Z';
const [ours, store, buyer] = [1, 2, 3].map((n) => `urn:epc:id:pgln:952132${n}.00001`) as [string, string, string];
const partners = Object.entries({ store, buyer }).map(([partner, party]) => ({
  ...{ partner, party, name: partner, channel: 'network' as const, generation: 1 },
}));
const shipment = (from: string, to: string): EpcisEvent =>
  shipEvent({
    ...{ epcs: ['urn:epc:id:sscc:9521321.0000000001'], at, offset: '+00:00', from, to },
    readPoint: 'urn:epc:id:sgln:9521322.00001.0',
  });
const handedOver = {
  ...shipment(store, buyer),
  sourceList: [
    { type: 'possessing_party', source: store },
    { type: 'owning_party', source: ours },
  ],
};
const ofPartner = inboundIdOf(at, 'a'.repeat(64));

let ids = 0;
/** Whom we tell of it. */
async function told(event: EpcisEvent, captureId: string): Promise<string[]> {
  const tenant = `acme-${++ids}`;
  const table = deliveries(engine.db, tables.deliveries);
  const needs = {
    deliveries: table,
    unitEvents: async () => [],
    registry: { tenant: async () => Object({ gln: '9521321000018', companyPrefixes: ['9521321'] }) },
    wakePartner: async () => undefined,
    now: () => new Date(at),
  };
  await planPartners(needs, tenant, [{ event, eventId: 'e1', captureId, recordTime: at }], async () => partners);
  return (await table.list(tenant, { limit: 10 })).deliveries.flatMap(({ partner }) => partner ?? []);
}

test('what we ship is told to whom it goes', async () => {
  expect(await told(shipment(ours, buyer), 'own-1')).toEqual(['buyer']);
});

test('what a partner ships in its own name it tells itself, whoever is named as receiver', async () => {
  for (const to of [buyer, store]) expect(await told(shipment(store, to), ofPartner)).toEqual([]);
  expect(await told({ ...shipment(store, buyer), sourceList: [] }, `${ofPartner}-1`)).toEqual([]);
});

test('what a partner hands over for us is told by us', async () => {
  expect(await told(handedOver, ofPartner)).toEqual(['buyer']);
});

test('that a shipment of a partner’s own did not happen it tells itself, though we told of it; what we say we tell', async () => {
  const tenant = `acme-${++ids}`;
  const table = deliveries(engine.db, tables.deliveries);
  const needs = {
    deliveries: table,
    unitEvents: async () => [],
    registry: { tenant: async () => Object({ gln: '9521321000018', companyPrefixes: ['9521321'] }) },
    wakePartner: async () => undefined,
    now: () => new Date(at),
  };
  const plan = (event: EpcisEvent, captureId: string) =>
    planPartners(needs, tenant, [{ event, eventId: 'e1', captureId, recordTime: at }], async () => partners);
  const event = shipment(store, buyer);
  await plan(event, 'own-1');
  const [sent] = (await table.list(tenant, { limit: 10 })).deliveries;
  const claim = sent && (await table.claim(tenant, sent.deliveryId, new Date(at)));
  if (claim === undefined) throw new Error('nothing to send');
  const standing = { state: 'delivered' as const, attempts: 1, polls: 0, uncertain: false };
  await table.settle(claim, { standing }, new Date(at));
  const denial = { ...event, errorDeclaration: { declarationTime: at } };
  expect([await plan(denial, ofPartner), await plan(denial, 'own-2')]).toEqual([0, 1]);
});
