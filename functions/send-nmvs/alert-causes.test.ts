import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { DeliveryState } from '#shared/delivery/standing.ts';
import type { PackChange } from '#shared/regimes/pack-change.ts';
import { aHouse, type House } from '../../test/kit/delivery-world.ts';
import { aCountry, type NmvsWorld, startNmvsWorld } from '../../test/kit/nmvs-world.ts';

let world: NmvsWorld;
let house: House;
let de: Awaited<ReturnType<typeof aCountry>>;
beforeAll(async () => {
  world = await startNmvsWorld();
});
afterAll(() => world.stop());
afterEach(() => de.close());

async function onTheMarket() {
  house = await aHouse(world.world, { units: 5 });
  await house.produce();
  de = await aCountry(world, house.tenant);
  await de.access({ alertsUrl: de.sandbox.alertsUrl });
}
const has = (...serials: (string | undefined)[]) =>
  de.sandbox.load(
    house.gtin,
    house.lot,
    '281231',
    serials.filter((one) => one !== undefined),
  );

interface Told {
  readonly name?: string;
  readonly serials: readonly (string | undefined)[];
  readonly state: DeliveryState;
  readonly refused?: readonly (string | undefined)[];
  readonly change?: PackChange;
}

/** A report of the lot as the sender leaves it: what was sent, what was answered, and how it stands. */
async function told(deliveryId: string, { name = 'product-pack-data', serials, state, refused = [], change }: Told) {
  const { deliveries, evidence, now } = world.needs;
  const { tenant, gtin, lot } = house;
  const report = { key: deliveryId, name, act: 'a', at: now().toISOString(), ...(change && { change }) };
  const subject = { gtin, lot };
  await deliveries.plan({ tenant, deliveryId, kind: 'submission', market: 'eu', subject, report }, now());
  if (state === 'held' || state === 'due') return;
  const claim = await deliveries.claim(tenant, deliveryId, now());
  if (claim === undefined) throw new Error('it is not due');
  const [sent, answered] = ['sent', 'answered'].map((what) => `${tenant}/evidence/${deliveryId}/${what}`);
  const message = { requestId: 'r1', productCode: gtin, batch: { id: lot }, serials };
  await evidence.put(sent ?? '', Buffer.from(JSON.stringify(message)));
  const rejected = refused.map((serial) => ({ serial, code: 'DUPLICATE_SERIAL' }));
  const answer = { requestId: 'r1', accepted: serials.length - rejected.length, rejected };
  await evidence.put(answered ?? '', Buffer.from(JSON.stringify(answer)));
  const at = now().toISOString();
  const frozen = { requestId: 'r1', evidenceKey: sent ?? '', method: 'POST' as const, path: '/', headers: {} };
  await deliveries.noteSent(claim, { at, direction: 'sent', key: sent ?? '' }, frozen);
  const standing = { state, attempts: 1, polls: 1, uncertain: false, receipt: 'R1' };
  const evident = { at, direction: 'answered' as const, key: answered ?? '', status: 200 };
  await deliveries.settle(claim, { standing }, now(), evident);
}

let ids = 0;
const dispense = (serial: string | undefined, change: object = {}) =>
  de.pack({
    id: `d${++ids}`,
    act: 'dispense',
    pack: { product: house.gtin, batch: house.lot, expiry: '281231', serial, ...change },
  });
async function causes() {
  await de.fetch();
  const alerts = (await de.ask('GET /api/nmvs/alerts')).body['alerts'];
  return Array.isArray(alerts) ? alerts.map(({ code, probable }) => [code, probable.cause, probable.detail]) : [];
}

describe('an alert about a pack of ours', () => {
  test('is of a missing upload when the Hub did not take that very pack, whatever else of its lot stands open', async () => {
    await onTheMarket();
    const [known, refused, corrected, never, still] = house.serials;
    has(known);
    await told('p1', { serials: [known, refused, corrected], refused: [refused, corrected], state: 'corrected' });
    await told('p2', { serials: [corrected], state: 'acknowledged' });
    await told('p3', { serials: [still], state: 'rejected' });
    await told('c1', { name: 'product-pack-state', serials: [known], state: 'held' });
    await dispense(known, { expiry: '281200' });
    await dispense(refused);
    await dispense(corrected);
    await dispense(never);
    await dispense(still);
    expect((await causes()).map(([, cause]) => cause)).toEqual([
      'wrong-expiry',
      'upload-missing',
      'unknown',
      'upload-missing',
      'upload-missing',
    ]);
  });

  test('that is none of ours by its serial is none of a missing upload where its lot is known', async () => {
    await onTheMarket();
    const [first] = house.serials;
    has(first);
    await told('p1', { serials: [first], state: 'acknowledged' });
    await dispense('FALSIFIED1');
    expect(await causes()).toMatchObject([['A3', 'unknown', expect.any(String)]]);
  });

  test('that we decommissioned in a bulk, or through the Hub, is told as decommissioned by us', async () => {
    await onTheMarket();
    const [inBulk, throughHub, others] = house.serials;
    has(inBulk, throughHub, others);
    const name = { product: house.gtin, batch: house.lot, expiry: '281231' };
    await de.bulk({ id: 'b1', act: 'destroy', ...name, serials: [inBulk] });
    await de.bringOn();
    await told('c1', { name: 'product-pack-state', serials: [throughHub], change: 'sampled', state: 'acknowledged' });
    // The country’s system has the one from the Hub, and the other from another pharmacy.
    const { certificate, key } = await de.sandbox.client('other');
    const { services, authority: ca } = de.sandbox;
    const secret = { origins: Object.values(services), certificate, key, ca };
    const other = await aCountry(world, `${house.tenant}-2`, { secret });
    world.forward(1000);
    await other.access({ services, clientLoginId: 'OTHER' });
    for (const serial of [throughHub, others])
      await other.pack({ id: `o-${serial}`, act: 'dispense', pack: { ...name, serial } });
    await other.close();
    for (const serial of [inBulk, throughHub, others]) await dispense(serial);
    expect(await causes()).toMatchObject([
      ['A24', 'already-decommissioned', expect.stringContaining('by us: G135 by')],
      ['A24', 'already-decommissioned', expect.stringContaining('by us: sampled by a report to the Hub')],
      ['A24', 'already-decommissioned', expect.stringContaining('by somebody else')],
    ]);
  });
});
