import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { reconcileLot } from '#common/reconcile/reconcile-lot.ts';
import type { ContentOf } from '#shared/mapping/exchange/families.ts';
import { minute } from '../../test/kit/events.ts';
import { type ExchangeHouse, type ExchangeWorld, startExchangeWorld } from '../../test/kit/exchange-world.ts';

let world: ExchangeWorld;
let house: ExchangeHouse;
let serials: readonly string[];
const COUNT = 20;

beforeAll(async () => {
  world = await startExchangeWorld();
});
afterAll(() => world.stop());

/** A lot that was ordered from the packer, and its numbers, drawn. */
const begin = async (packs = {}) => {
  house = await world.house(packs);
  await house.order('L1');
  const content = {
    requestId: 'r-1',
    idType: 'GTIN' as const,
    size: COUNT,
    objectKey: { gtin: house.gtin },
    lot: 'L1',
  };
  await house.send({ family: 'serial-request', content });
  const [delivery] = (await house.told()).filter(({ subject }) => subject.message?.family === 'serial-response');
  const [message] = (await house.written(delivery?.deliveryId ?? '')).messages;
  serials = message?.family === 'serial-response' ? (message.content.serials ?? []) : [];
};
beforeEach(() => begin());

const at = { at: minute(1), offset: '+01:00' };
const commission = (some: readonly string[]) => ({
  family: 'disposition-assigned' as const,
  content: { lot: 'L1', expiry: '2031-12-31', commissions: [{ ...at, epcs: some.map(house.pack) }] },
});
type End = ContentOf<'end-of-batch'>;
/** 15 good, 2 rejected, 1 sampled, 2 not used. */
const end = (change: Partial<Omit<End, 'counts'>> & { readonly counts?: Partial<End['counts']> } = {}) => {
  const { counts, ...more } = change;
  const content: End = {
    ...{ lot: 'L1', gtin: house.gtin, endedAt: minute(60) },
    counts: { commissioned: 15, rejected: 2, sampled: 1, unused: 2, ...counts },
    rejectedSerials: serials.slice(15, 17),
    sampledSerials: serials.slice(17, 18),
    unusedSerials: serials.slice(18),
    ...more,
  };
  return { family: 'end-of-batch' as const, content };
};
const lot = async () => {
  const found = await world.needs.lots.get(house.tenant, house.gtin, 'L1');
  if (found === undefined) throw new Error('no lot');
  return found;
};
const reconciled = async () => reconcileLot(world.needs, house.tenant, await lot());
const block = () => world.needs.blocks.get(house.tenant, 'packright:r-1');
const open = async () => (await world.needs.exceptions.counts(house.tenant)).map(({ rule, active }) => [rule, active]);

describe('the end of a batch', () => {
  test('closes the lot, which reconciles: asked is what was commissioned, spoilt, sampled and not used', async () => {
    await house.send(commission(serials.slice(0, 15)));
    expect(await house.send(end())).toMatchObject({ state: 'accepted', problems: [] });
    expect(await lot()).toMatchObject({
      state: 'reported',
      report: { printed: 18, startedAt: minute(1), closedAt: minute(60) },
    });
    expect(await reconciled()).toMatchObject({
      figures: { asked: 20, commissioned: 15, rejected: 2, sampled: 1, destroyed: 2, returned: 0, unaccounted: 0 },
      differences: [],
    });
    expect(await open()).toEqual([]);
    expect((await block())?.parts).toMatchObject([{ first: 18, last: 19, fate: 'destroyed', by: 'partner packright' }]);
  });

  test('brings numbers that were not used back to the pool, where the partner’s version says so', async () => {
    await begin({ unused: 'returned' });
    await house.send(commission(serials.slice(0, 15)));
    await house.send(end());
    expect(await reconciled()).toMatchObject({ figures: { returned: 2, destroyed: 0 }, differences: [] });
  });

  test('told twice, or again after its function died, changes nothing', async () => {
    await house.send(commission(serials.slice(0, 15)));
    await house.send(end());
    const before = [await lot(), await block()];
    expect(await house.send(end())).toMatchObject({ state: 'accepted', problems: [] });
    const after = [await lot(), await block()];
    expect(after).toMatchObject([{ ...before[0], reportedAt: expect.any(String) }, before[1] ?? {}]);
  });

  test('may leave out the names of what was not used, when all that is left is as much', async () => {
    await house.send(commission(serials.slice(0, 15)));
    expect(await house.send(end({ unusedSerials: undefined }))).toMatchObject({ state: 'accepted', problems: [] });
    expect(await reconciled()).toMatchObject({ figures: { destroyed: 2 }, differences: [] });
  });

  test('takes what was told before of packs that were spoilt', async () => {
    await house.send(commission(serials.slice(0, 15)));
    const gone = { became: 'DECOMMISSIONED' as const, ...at, epcs: serials.slice(15, 17).map(house.pack) };
    expect(await house.send({ family: 'disposition-updated', content: { updates: [gone] } })).toMatchObject({
      state: 'accepted',
    });
    expect(await house.send(end({ rejectedSerials: undefined }))).toMatchObject({ state: 'accepted', problems: [] });
    expect(await reconciled()).toMatchObject({ figures: { rejected: 2 }, differences: [] });
    expect(await open()).toEqual([]);
  });

  test('waits for packs that it counts and that have not come, and goes on when they have', async () => {
    const early = await house.send(end());
    expect(early).toMatchObject({ state: 'waiting', waitsFor: expect.stringContaining('15 more packs of lot L1') });
    await house.send(commission(serials.slice(0, 15)));
    world.forward(61_000);
    await world.act({ tenant: house.tenant, inbound: early.documentId });
    await world.drain();
    expect(await world.inbound.get(house.tenant, early.documentId)).toMatchObject({ state: 'accepted', problems: [] });
  });
});

describe('what does not add up', () => {
  test('opens an exception and a case, and tells the packer; a corrected report clears it', async () => {
    await house.send(commission(serials.slice(0, 15)));
    const told = await house.send(end({ rejectedSerials: serials.slice(15, 16) }));
    expect(told).toMatchObject({
      state: 'accepted',
      problems: expect.arrayContaining([expect.objectContaining({ code: 'lost' })]),
    });
    expect(told.problems.map(({ remedy }) => remedy).join()).not.toContain('/api/');
    expect(await open()).toEqual([['lot-unreconciled', 1]]);
    const { cases } = await world.needs.cases.list(house.tenant, { limit: 10 });
    expect(cases).toMatchObject([{ kind: 'misalignment', partner: 'packright', subject: { lots: [{ lot: 'L1' }] } }]);
    expect(await house.send(end({ endedAt: minute(61) }))).toMatchObject({ state: 'accepted', problems: [] });
    expect(await open()).toEqual([]);
    expect(await reconciled()).toMatchObject({ differences: [] });
  });

  test('is not brought back by the first report, which waited while its correction came', async () => {
    await house.send(commission(serials.slice(0, 14)));
    const early = await house.send(end({ counts: { commissioned: 15 } }));
    expect(early).toMatchObject({ state: 'waiting' });
    const counts = { commissioned: 14, unused: 3 };
    const unusedSerials = [serials[14] ?? '', ...serials.slice(18)];
    const correction = end({ endedAt: minute(61), counts, unusedSerials });
    expect(await house.send(correction)).toMatchObject({ state: 'accepted', problems: [] });
    const before = [await lot(), await block()];
    world.forward(4 * 3600_000 + 1);
    await world.act({ tenant: house.tenant, inbound: early.documentId });
    for (let i = 0; i < 3; i++) {
      await world.receive({ tenant: house.tenant, inbound: early.documentId });
      await world.drain();
    }
    expect(await world.inbound.get(house.tenant, early.documentId)).toMatchObject({
      state: 'refused',
      problems: [{ code: 'conflict', at: '/EndOfBatch/EndedAt' }],
    });
    expect([await lot(), await block()]).toEqual(before);
    expect(await open()).toEqual([]);
  });

  test('is shown when the packer counts otherwise than it names', async () => {
    await house.send(commission(serials.slice(0, 15)));
    const { problems } = await house.send(end({ counts: { commissioned: 14 } }));
    expect(problems.map(({ code }) => code)).toContain('report-commissioned');
  });

  test('after four hours is what has not come', async () => {
    const early = await house.send(end());
    world.forward(4 * 3600_000 + 1);
    await world.act({ tenant: house.tenant, inbound: early.documentId });
    for (let i = 0; i < 3; i++) {
      await world.receive({ tenant: house.tenant, inbound: early.documentId });
      await world.drain();
    }
    expect(await world.inbound.get(house.tenant, early.documentId)).toMatchObject({ state: 'accepted' });
    expect(await open()).toEqual([['lot-unreconciled', 1]]);
  });
});

describe('is refused, with the place of each mistake, and does nothing', () => {
  const refused = async (message: ReturnType<typeof end>) => {
    await house.send(commission(serials.slice(0, 15)));
    const row = await house.send(message);
    expect(row.state).toBe('refused');
    expect((await lot()).state).toBe('assigned');
    expect((await block())?.parts).toEqual([]);
    return row.problems;
  };

  test('where a pack is said to be unused and was commissioned', async () => {
    expect(await refused(end({ unusedSerials: [...serials.slice(18), serials[0] ?? ''] }))).toMatchObject([
      { at: '/EndOfBatch/UnusedSerials/UnusedSerial[3]', code: 'conflict' },
    ]);
  });

  test('where numbers are named that were never given for the lot, or twice', async () => {
    expect(await refused(end({ destroyedSerials: ['000000000000', serials[15] ?? ''] }))).toMatchObject([
      { at: '/EndOfBatch/DestroyedSerials/DestroyedSerial[1]', code: 'not-found' },
      { at: '/EndOfBatch/DestroyedSerials/DestroyedSerial[2]', detail: expect.stringContaining('rejected') },
    ]);
  });

  test('where the lot is not its own, or of another product', async () => {
    expect(await refused(end({ lot: 'L2' }))).toMatchObject([{ code: 'not-found', at: '/EndOfBatch/Lot' }]);
    expect(await refused(end({ gtin: '09521321999992' }))).toMatchObject([{ at: '/EndOfBatch/Gtin' }]);
  });

  test('where it says something else of the same end', async () => {
    await house.send(commission(serials.slice(0, 15)));
    await house.send(end());
    const other = end({ rejectedSerials: serials.slice(15, 16), destroyedSerials: serials.slice(16, 17) });
    expect(await house.send(other)).toMatchObject({ state: 'refused', problems: [{ at: '/EndOfBatch/EndedAt' }] });
  });
});
