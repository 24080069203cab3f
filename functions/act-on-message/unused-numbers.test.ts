import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { reconcileLot } from '#common/reconcile/reconcile-lot.ts';
import type { ContentOf } from '#shared/mapping/exchange/families.ts';
import { observeEvent } from '#shared/trace/observe.ts';
import { here, minute, stored } from '../../test/kit/events.ts';
import { type ExchangeHouse, type ExchangeWorld, startExchangeWorld } from '../../test/kit/exchange-world.ts';

let world: ExchangeWorld;
let house: ExchangeHouse;
beforeAll(async () => {
  world = await startExchangeWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  house = await world.house({ unused: 'returned' });
  await house.order('L1');
});

/** Draws numbers for the lot; answers the first hundred thousand of them. */
async function draw(requestId: string, size: number): Promise<readonly string[]> {
  const objectKey = { gtin: house.gtin };
  await house.send({
    family: 'serial-request',
    content: { requestId, idType: 'GTIN', size, objectKey, lot: 'L1' },
  });
  const block = await world.needs.blocks.get(house.tenant, `packright:${requestId}`);
  const given = (await house.told()).find(
    ({ subject: { message } }) =>
      message?.family === 'serial-response' &&
      message.block === block?.requestId &&
      message.first === (block?.first ?? -1),
  );
  const [message] = (await house.written(given?.deliveryId ?? '')).messages;
  return message?.family === 'serial-response' ? (message.content.serials ?? []) : [];
}

const at = { at: minute(1), offset: '+01:00' };
const commission = (some: readonly string[]) =>
  house.send({
    family: 'disposition-assigned',
    content: { lot: 'L1', commissions: [{ ...at, epcs: some.map(house.pack) }] },
  });
type Became = ContentOf<'disposition-updated'>['updates'][number]['became'];
const became = (what: Became, some: readonly string[]) =>
  house.send({
    family: 'disposition-updated',
    content: { updates: [{ became: what, ...at, epcs: some.map(house.pack) }] },
  });
type End = ContentOf<'end-of-batch'>;
const end = (counts: Partial<End['counts']>, more: Partial<End> = {}) =>
  house.send({
    family: 'end-of-batch',
    content: {
      ...{ lot: 'L1', gtin: house.gtin, endedAt: minute(60) },
      counts: { commissioned: 0, rejected: 0, ...counts },
      ...more,
    },
  });
const parts = async (request: string) =>
  (await world.needs.blocks.get(house.tenant, `packright:${request}`))?.parts.map(({ first, last }) => [first, last]);
const reconciled = async () => {
  const lot = await world.needs.lots.get(house.tenant, house.gtin, 'L1');
  if (lot === undefined) throw new Error('no lot');
  return reconcileLot(world.needs, house.tenant, lot);
};

test('a lot is closed that leaves more than half a million numbers', async () => {
  const serials = await draw('r-1', 600_010);
  await commission(serials.slice(0, 10));
  expect(await end({ commissioned: 10, unused: 600_000 })).toMatchObject({ state: 'accepted', problems: [] });
  expect(await parts('r-1')).toEqual([[10, 600_009]]);
  expect(await reconciled()).toMatchObject({ figures: { returned: 600_000, unaccounted: 0 }, differences: [] });
}, 60_000);

test('one number that was spoilt before and is named as unused keeps those of all blocks from being given back', async () => {
  const [first, second] = [await draw('r-1', 10), await draw('r-2', 10)];
  await commission(first.slice(0, 8));
  await became('DECOMMISSIONED', second.slice(9));
  const unusedSerials = [...first.slice(8), ...second];
  const row = await end({ commissioned: 8, unused: 12 }, { unusedSerials });
  expect(row).toMatchObject({
    state: 'refused',
    problems: [
      {
        code: 'conflict',
        at: '/EndOfBatch/UnusedSerials/UnusedSerial[12]',
        detail: expect.stringContaining(second[9] ?? '?'),
        remedy: expect.stringContaining('RejectedSerials'),
      },
    ],
  });
  expect([await parts('r-1'), await parts('r-2')]).toEqual([[], []]);
});

test('one that events name otherwise is not given back because it is counted as unused', async () => {
  const serials = await draw('r-1', 10);
  await commission(serials.slice(0, 8));
  const seen = observeEvent({ step: 'holding', epcs: [house.pack(serials[9] ?? '')], at: minute(2), ...here });
  await world.needs.ledger.append(house.tenant, stored([seen]));
  expect(await end({ commissioned: 8, unused: 2 })).toMatchObject({
    state: 'refused',
    problems: [{ at: '/EndOfBatch/Counts/Unused', detail: expect.stringContaining(serials[9] ?? '?') }],
  });
  expect(await parts('r-1')).toEqual([]);
});

test('packs that were told of as spoilt are found among tens of thousands of numbers that are left', async () => {
  const serials = await draw('r-1', 30_000);
  await commission(serials.slice(0, 10));
  await became('DECOMMISSIONED', serials.slice(10, 15));
  await became('DESTROYED', serials.slice(29_990));
  const counts = { commissioned: 10, rejected: 5, destroyed: 10, unused: 29_975 };
  expect(await end(counts)).toMatchObject({ state: 'accepted', problems: [] });
  expect(await reconciled()).toMatchObject({
    figures: { commissioned: 10, rejected: 5, returned: 29_975, unaccounted: 0 },
    differences: [],
  });
}, 60_000);

test('scattered numbers are given back, as many at a time as one write holds', async () => {
  const serials = await draw('r-1', 400);
  const odd = serials.filter((_, i) => i % 2 === 1);
  await commission(serials.filter((_, i) => i % 2 === 0));
  expect(await end({ commissioned: 200, unused: 200 }, { unusedSerials: odd })).toMatchObject({
    state: 'accepted',
    problems: [],
  });
  expect(await parts('r-1')).toHaveLength(200);
  expect(await reconciled()).toMatchObject({ figures: { returned: 200 }, differences: [] });
});

test('where more were spoilt than are looked at, the packer is told so', async () => {
  const serials = await draw('r-1', 20_010);
  await became('DECOMMISSIONED', serials.slice(0, 20_001));
  const { state, problems } = await end({ rejected: 20_001, unused: 9 });
  expect(state).toBe('accepted');
  expect(problems[0]).toMatchObject({ code: 'too-complex', remedy: expect.stringContaining('RejectedSerials') });
  expect(await parts('r-1')).toEqual([]);
}, 60_000);
