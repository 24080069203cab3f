import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { runDelivery } from '#common/run-delivery.ts';
import type { EpcisDocument } from '#shared/epcis/document.ts';
import { readXmlDocument } from '#shared/epcis/xml/read-xml-document.ts';
import { isRefusal } from '#shared/refusal.ts';
import { validateUsDocument } from '#shared/regimes/us/validate/validate-us-document.ts';
import type { Fault } from '../../infra/local/sandbox/faults.ts';
import { type PartnerSandbox, startPartnerSandbox } from '../../infra/local/sandbox/partner/sandbox.ts';
import { type House, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { desadv, type Sale, usSale } from '../../test/kit/us-sale.ts';
import { sendShipment } from './send-shipment.ts';

let world: World;
let receiver: PartnerSandbox;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(async () => {
  world.woken.length = 0;
  await receiver.close();
});

const when = { eventTime: '2026-03-01T08:30:00.000Z', eventTimeZoneOffset: '+01:00' } as const;
const elsewhere = ({ packs }: House) => ({
  ...when,
  type: 'AggregationEvent' as const,
  action: 'ADD' as const,
  bizStep: 'packing',
  parentID: 'urn:epc:id:sscc:9521321.0999999999',
  childEPCs: packs.slice(0, 1),
});
const destroyed = ({ packs }: House) => ({
  ...when,
  type: 'ObjectEvent' as const,
  action: 'DELETE' as const,
  bizStep: 'destroying',
  disposition: 'destroyed',
  epcList: packs.slice(0, 1),
});

interface Given extends Partial<Pick<Sale, 'change' | 'transactions' | 'before'>> {
  readonly faults?: Fault[];
}

/** A house that sells to the United States; its shipment to Medico is due. */
async function sold({ faults = [], ...given }: Given = {}) {
  receiver = await startPartnerSandbox({ port: 0, faults });
  return usSale(world, { ...given, url: `${receiver.url}/hook`, trust: receiver.trust });
}

const send = (message: { tenant: string; deliveryId: string }) =>
  runDelivery(world.needs, 'delivered', sendShipment({ ...world.needs, now: () => new Date() }))(message);
const deliver = ({ tenant }: House) => send({ tenant, deliveryId: `d-${tenant}` });
const standing = ({ tenant }: House) => world.needs.deliveries.get(tenant, `d-${tenant}`);

async function received(id: string): Promise<EpcisDocument> {
  const text = v.parse(v.string(), await (await fetch(`${receiver.url}/received/${id}`)).json());
  const document = readXmlDocument(text);
  if (isRefusal(document)) throw new Error(document.detail);
  return document;
}

describe('a partner that asks for the GS1 US guideline', () => {
  test('gets EPCIS 1.2 with header, master data and statement, which its rules accept', async () => {
    const house = await sold();
    await deliver(house);
    expect(await standing(house)).toMatchObject({ state: 'delivered' });
    const document = await received(`d-${house.tenant}`);
    expect(validateUsDocument(document, { profile: 'dscsa-1.3', isWhole: true }).findings).toEqual([]);
    expect(document.instanceIdentifier).toBe(`d-${house.tenant}`);
    expect(document.events.map(({ bizStep }) => bizStep)).toEqual([
      ...['commissioning', 'commissioning', 'packing', 'packing', 'packing', 'shipping'],
    ]);
  });

  test('gets the same bytes when it may have them already', async () => {
    const house = await sold({ faults: [{ on: 'webhook', from: 1, count: 1, kind: 'status', status: 503 }] });
    await deliver(house);
    world.forward(3600_000);
    await deliver(house);
    const row = await standing(house);
    expect(row).toMatchObject({ state: 'delivered', attempts: 2 });
    const sent = row?.evidence.filter(({ direction }) => direction === 'sent') ?? [];
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
  });

  test('is told nothing of a pack that was put elsewhere before it left, though nobody unpacked it', async () => {
    const house = await sold({ before: (one) => one.captured(elsewhere(one)) });
    await deliver(house);
    const text = JSON.stringify((await received(`d-${house.tenant}`)).events);
    expect(text).not.toContain(house.packs[0]);
    expect(text).toContain(house.packs[1]);
  });

  test.each<[string, Given, RegExp]>([
    [
      'of a case with a destroyed pack in it',
      { before: (one) => one.captured(destroyed(one)) },
      /had ended when the shipment left/,
    ],
    ['without a purchase order', { transactions: [desadv] }, /dscsa-po-missing \(event 5\): no purchase order/],
    [
      'of a product without an NDC',
      { change: { nationalNumbers: [] } },
      /additionalTradeItemIdentification of .* is missing/,
    ],
  ])('gets nothing %s: we refuse it first, with the finding', async (_, given, failure) => {
    const house = await sold(given);
    await deliver(house);
    expect(await standing(house)).toMatchObject({ state: 'rejected', failure: expect.stringMatching(failure) });
    expect(await (await fetch(`${receiver.url}/received`)).json()).toEqual([]);
  });
});
