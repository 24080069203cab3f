import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { runDelivery } from '#common/run-delivery.ts';
import { httpsSender, type SendHttps } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import type { Fault } from '../../infra/local/sandbox/faults.ts';
import {
  startUsPartnerSandbox,
  type UsPartnerOptions,
  type UsPartnerSandbox,
} from '../../infra/local/sandbox/partner/us/sandbox.ts';
import { approved } from '../../test/kit/approved.ts';
import { aProduct } from '../../test/kit/builders.ts';
import { type House, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { buyer, type Sale, usSale } from '../../test/kit/us-sale.ts';
import { sendShipment } from './send-shipment.ts';

const senderGln = '9521321000018';
const notice = 'urn:epcglobal:cbv:bt:9521321000018:ASN-1';
let world: World;
let partner: UsPartnerSandbox;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(async () => {
  world.woken.length = 0;
  await partner.close();
});

interface Given extends Partial<Pick<Sale, 'change' | 'document'>> {
  readonly at?: Partial<UsPartnerOptions>;
}

/** A house whose shipment to a distributor is due; the distributor lives by the clock of the test. */
async function sold({ at, ...given }: Given = {}) {
  const now = () => world.needs.now().getTime();
  partner = await startUsPartnerSandbox({ port: 0, receiver: buyer, senders: [senderGln], now, ...at });
  return usSale(world, { ...given, url: partner.inboxUrl, trust: partner.trust });
}

const sendBy =
  (by: SendHttps) =>
  (message: { tenant: string; deliveryId: string }): Promise<void> =>
    runDelivery(world.needs, 'delivered', sendShipment({ ...world.needs, send: by, now: () => new Date() }))(message);
/** Until nothing goes on by itself any more. What waits for longer than a queue can is woken by the sweep: here, after six hours. */
async function deliver({ tenant }: House, by = world.needs.send) {
  for (let sweeps = 0; sweeps < 40; sweeps++) {
    await world.needs.wake({ tenant, deliveryId: `d-${tenant}` });
    await world.drain(sendBy(by), 200);
    const row = await standing(tenant);
    if (row?.state !== 'due' && row?.state !== 'sent') return row;
    world.forward(6 * 3_600_000);
  }
  return standing(tenant);
}
const standing = (tenant: string) => world.needs.deliveries.get(tenant, `d-${tenant}`);
const documentsShape = v.array(
  v.looseObject({ document: v.string(), state: v.string(), errors: v.array(v.unknown()) }),
);
const documents = async () => v.parse(documentsShape, await (await fetch(`${partner.url}/documents`)).json());
const receivedIn = async (epc = '') => (await fetch(`${partner.url}/units/${encodeURIComponent(epc)}`)).json();
const ndcOf = (value: string) => ({ nationalNumbers: [{ type: 'ndc', value }] });

describe('a distributor in the United States', () => {
  test('takes a shipment in, and tells later that all of it is accepted', async () => {
    const house = await sold({ at: { answersAfter: { least: 5_000, most: 60_000 } } });
    partner.announce(notice, [{ gtin: house.gtin, quantity: 20, lot: 'LOT1', expiry: '2028-12-31' }]);
    await sendBy(world.needs.send)({ tenant: house.tenant, deliveryId: `d-${house.tenant}` });
    expect(await standing(house.tenant)).toMatchObject({
      state: 'sent',
      receipt: expect.stringMatching(/\/results\//),
    });
    expect(await deliver(house)).toMatchObject({ state: 'delivered', attempts: 1 });
    expect(await documents()).toMatchObject([{ document: `d-${house.tenant}`, state: 'accepted', units: 20 }]);
    expect(await receivedIn(house.packs[19])).toEqual({ document: `d-${house.tenant}` });
  });

  test('takes R1.2 as well', async () => {
    const house = await sold({ document: 'gs1-us-r1.2' });
    expect(await deliver(house)).toMatchObject({ state: 'delivered' });
    const bytes = await (await fetch(`${partner.url}/documents/d-${house.tenant}`)).text();
    expect(bytes).toContain('affirmTransactionStatement>true<');
    expect(bytes).not.toContain('guidelineVersion');
  });

  test('rejects a product whose NDC it knows otherwise, by name; mended and sent anew the shipment is there once', async () => {
    const house = await sold({ change: ndcOf('99999-1234-6') });
    partner.knowsNdc(house.gtin, '99999-1234-05');
    const rejected = await deliver(house);
    expect(rejected).toMatchObject({
      state: 'rejected',
      failure: expect.stringMatching(/^NDC_DIFFERS urn:epc:idpat:sgtin:/),
    });
    const mended = aProduct({ markets: ['US'], ...ndcOf('99999-1234-5') });
    await approved(world.table.db, house.tenant, 'product', house.gtin, mended);
    if (rejected === undefined) throw new Error('no delivery');
    await world.needs.deliveries.reopen(rejected, true, world.needs.now());
    expect(await deliver(house)).toMatchObject({ state: 'delivered', round: 2 });
    const told = await documents();
    expect(told.map(({ state }) => state)).toEqual(['rejected', 'accepted']);
    expect(await receivedIn(house.packs[0])).toEqual({ document: `d-${house.tenant}-2` });
  });

  test('rejects other quantities and lots than were announced', async () => {
    const house = await sold();
    partner.announce(notice, [{ gtin: house.gtin, quantity: 19, lot: 'LOT2' }]);
    const { failure } = (await deliver(house)) ?? {};
    expect(failure).toMatch(/LOT_UNKNOWN urn:epc:id:sgtin:\S+: lot LOT1 was not announced/);
    expect((await documents())[0]?.errors).toContainEqual({
      code: 'QUANTITY_DIFFERS',
      object: house.gtin,
      detail: `20 units are told, 19 were announced in ${notice}`,
    });
  });
});

const rough: Fault[] = [
  { on: '*', rate: 0.12, kind: 'refuse' },
  { on: '*', rate: 0.12, kind: 'status', status: 503, retryAfter: 7 },
  { on: '*', rate: 0.12, kind: 'status', status: 500 },
  { on: '*', rate: 0.12, kind: 'html' },
  { on: '*', rate: 0.12, kind: 'no-answer' },
  { on: '*', rate: 0.12, kind: 'truncate' },
  { on: '*', rate: 0.12, kind: 'duplicate' },
  { on: 'result', rate: 0.2, kind: 'wrong-id' },
  { on: 'inbox', rate: 0.3, kind: 'lost-result' },
];

describe('a distributor that misbehaves', () => {
  test.each([1, 2, 3])('gets a shipment once all the same, or a person is told why: seed %i', async (seed) => {
    const house = await sold({ at: { faults: rough, seed, answersAfter: { least: 0, most: 3_600_000 } } });
    const ended = await deliver(house);
    expect(['delivered', 'parked']).toContain(ended?.state);
    if (ended?.state === 'parked') expect(ended.failure).toBeDefined();
    const held = (await documents()).filter(({ state }) => state === 'accepted');
    expect(held.length).toBeLessThanOrEqual(1);
    if (ended?.state === 'delivered') expect(held).toHaveLength(1);
  });

  test('that answers with nothing but pages has its shipment parked, with the reason', async () => {
    const house = await sold({ at: { faults: [{ on: 'inbox', rate: 1, kind: 'html' }] } });
    expect(await deliver(house)).toMatchObject({ state: 'parked', failure: 'status 200 with a page of HTML' });
    expect(await documents()).toEqual([]);
  });

  test.each<[string, object, object, number]>([
    [
      'stored it, has it delivered',
      { captureID: 'j1', running: false, success: true, errors: [] },
      { state: 'delivered' },
      1,
    ],
    [
      'refused it, has it rejected with the reason',
      { captureID: 'j1', running: false, success: false, errors: [{ title: 'no', detail: 'bad EPC' }] },
      { state: 'rejected', failure: 'error: bad EPC' },
      1,
    ],
    [
      'never ends, has it parked, and not sent again: it is there',
      { captureID: 'j1', running: true, success: false },
      { state: 'parked', failure: expect.stringContaining('has taken it in') },
      20,
    ],
    [
      'tells what nobody can read, has it parked as well',
      { job: 'done' },
      { state: 'parked', failure: expect.stringContaining('cannot be read') },
      20,
    ],
  ])('of an EPCIS repository that knows no id of ours and whose job %s', async (_, job, ended, asked) => {
    const house = await sold();
    const seen: string[] = [];
    const repository: SendHttps = async ({ method }) => {
      seen.push(method);
      const took = { status: 202, headers: { location: '/capture/j1' }, body: Buffer.from('') };
      return method === 'POST' ? took : { status: 200, headers: {}, body: Buffer.from(JSON.stringify(job)) };
    };
    expect(await deliver(house, repository)).toMatchObject(ended);
    expect(seen.filter((method) => method === 'POST')).toHaveLength(1);
    expect(seen.filter((method) => method === 'GET')).toHaveLength(asked);
  });

  test('that answers the question with a slow line is asked again', async () => {
    const house = await sold({ at: { faults: [{ on: 'result', from: 1, count: 1, kind: 'slow', ms: 1_000 }] } });
    const limits = { timeoutMs: 500, maxAnswerBytes: 1_000_000 };
    const impatient = httpsSender(outboundGuard('loopback'), limits);
    expect(await deliver(house, impatient)).toMatchObject({ state: 'delivered' });
    expect(await documents()).toHaveLength(1);
  });
});
