import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { exceptions } from '#common/store/exceptions.ts';
import { ledger } from '#common/store/ledger.ts';
import { registry } from '#common/store/registry.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { unitEvents } from '#common/store/unit-events.ts';
import { vocabulary } from '#common/store/vocabulary.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { checkDigit } from '#shared/gs1/check-digit.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { approved } from '../../../test/kit/approved.ts';
import { brokenClient } from '../../../test/kit/broken-client.ts';
import { aProduct } from '../../../test/kit/builders.ts';
import { consistentHistory, deeds } from '../../../test/kit/consistent-history.ts';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { minute, stored } from '../../../test/kit/events.ts';
import { giveTenant } from '../../../test/kit/give-tenant.ts';
import { openCipher, unitMaker } from '../../../test/kit/unit-maker.ts';
import { commission, denied, elsewhere, end, pack, seen, ship, unpack } from '../../../test/kit/unit-stories.ts';
import { checkEvents } from './check-events.ts';

let engine: Dynoxide;
let tenant: string;
let maker: Awaited<ReturnType<typeof unitMaker>>;
let [count, captures] = [0, 0];

beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());
beforeEach(() => newTenant());

/** A tenant with a product and pools of its own. */
async function newTenant(): Promise<void> {
  tenant = `acme-${count++}`;
  const digits = `09521321${String(count).padStart(5, '0')}`;
  const gtin = digits + checkDigit(digits);
  maker = await unitMaker(engine, tenant, gtin);
  await giveTenant(engine.db, tenant);
  await approved(engine.db, tenant, 'product', gtin, aProduct());
}

function open(db = engine.db, most?: number) {
  const pools = serialPools(db, tables.serials);
  return {
    pools,
    cipher: openCipher,
    unitEvents: unitEvents(db, tables.ledger, pools, openCipher),
    registry: registry(db, tables.registry),
    vocabulary: vocabulary(db, tables.registry),
    exceptions: exceptions(db, tables.deliveries, most),
    now: () => new Date(minute(100)),
  };
}
const events = () => ledger(engine.db, tables.ledger, serialPools(engine.db, tables.serials), openCipher);
const check = (some: readonly StoredEvent[], db = engine.db) => checkEvents(open(db))(tenant, some);

async function append(...some: EpcisEvent[]): Promise<StoredEvent[]> {
  const kept = stored(some, `capture-${captures++}`);
  await events().append(tenant, kept);
  return kept;
}
async function capture(...some: EpcisEvent[]): Promise<StoredEvent[]> {
  const kept = await append(...some);
  await check(kept);
  return kept;
}
async function deny(one: StoredEvent | undefined): Promise<void> {
  if (one === undefined) throw new Error('nothing to deny');
  await events().append(tenant, [denied(one)]);
  await check([denied(one)]);
}

const all = async () => (await open().exceptions.list(tenant, {}, { perPage: 2_000 })).exceptions;
const states = async () => (await all()).map(({ rule, state }) => `${rule} ${state}`).sort();
const active = async () => (await all()).filter(({ state }) => state === 'open').map(({ rule }) => rule);
const counted = async () =>
  (await open().exceptions.counts(tenant)).map(({ rule, active }) => `${rule} ${active}`).sort();

async function aCase() {
  const packs = await maker.packs(3);
  const [box = '', other = '', top = ''] = await maker.logisticUnits(3);
  return { packs, unit: packs[0] ?? '', box, other, top };
}

describe('captured events that agree', () => {
  test('open no exception, and nothing is written for them', async () => {
    const { packs, box, top } = await aCase();
    const kept = await append(
      commission(0, packs),
      commission(1, [box, top]),
      pack(2, box, packs),
      pack(3, top, [box]),
    );
    const writes: string[] = [];
    await check(
      kept,
      brokenClient(engine, (command) => {
        if (!/Query|Get/.test(command)) writes.push(command);
        return false;
      }),
    );
    expect(writes).toEqual([]);
    expect(await all()).toEqual([]);
  });

  test('are looked at in few round trips once products and pools are known', async () => {
    const reads: string[] = [];
    const follow = checkEvents(open(brokenClient(engine, (command) => reads.push(command) < 0)));
    const cases = [await aCase(), await aCase()];
    for (const [start, { packs, box }] of cases.entries()) {
      reads.length = 0;
      await follow(tenant, await append(commission(start, packs), commission(start, [box]), pack(9, box, packs)));
    }
    expect(reads.length).toBeLessThanOrEqual(4);
  });

  test('of random deeds open none in the end, whatever order they arrive in and however they are cut', () =>
    fc.assert(
      fc.asyncProperty(
        deeds,
        fc.infiniteStream(fc.nat(1000)),
        fc.integer({ min: 1, max: 5 }),
        async (some, random, size) => {
          await newTenant();
          const [packs, [first = '', second = '', pallet = '']] = [await maker.packs(6), await maker.logisticUnits(3)];
          const history = consistentHistory({ packs, cases: [first, second], pallet }, some);
          const mixed = history.map((event) => ({ event, at: random.next().value })).sort((a, b) => a.at - b.at);
          for (let i = 0; i < mixed.length; i += size)
            await capture(...mixed.slice(i, i + size).map(({ event }) => event));
          expect(await active()).toEqual([]);
          expect(await counted()).toEqual([]);
        },
      ),
      { numRuns: 8 },
    ));
});

describe('a contradiction', () => {
  test('opens an exception that says what, where, how grave, and by which events', async () => {
    const { unit } = await aCase();
    const [, again] = await capture(commission(0, [unit]), commission(5, [unit]));
    expect(await all()).toMatchObject([
      {
        rule: 'commissioned-twice',
        severity: 'critical',
        subject: canonicalEpc(unit),
        epcs: [canonicalEpc(unit)],
        eventIds: [again?.eventId, expect.anything()],
        captureId: again?.captureId,
        detectedAt: minute(100),
        state: 'open',
        history: [{ what: 'opened', by: 'rules' }],
      },
    ]);
    expect(await counted()).toEqual(['commissioned-twice 1']);
  });

  test('looked at twice is one exception', async () => {
    const { unit } = await aCase();
    const kept = await capture(commission(0, [unit]), commission(5, [unit]));
    const before = await all();
    await check(kept);
    expect(await all()).toEqual(before);
    expect(await counted()).toEqual(['commissioned-twice 1']);
  });

  test('is cleared by events that arrive late, and found again when those prove wrong', async () => {
    const { unit } = await aCase();
    await capture(commission(0, [unit]), commission(5, [unit]));
    const [ended] = await capture(end(3, [unit]));
    expect(await states()).toEqual(['commissioned-twice cleared']);
    expect(await counted()).toEqual([]);
    await deny(ended);
    expect(await states()).toEqual(['commissioned-twice open']);
    expect(await counted()).toEqual(['commissioned-twice 1']);
  });

  test('that a person resolved stays resolved, whatever is captured', async () => {
    const { unit } = await aCase();
    const kept = await capture(commission(0, [unit]), commission(5, [unit]));
    const [row] = await all();
    if (row === undefined) throw new Error('no exception');
    const entry = { at: minute(101), by: 'quinn', what: 'resolved' as const, reason: 'both packs were found' };
    await open().exceptions.change(tenant, row, { state: 'resolved', outcome: 'accepted' }, entry);
    await check(kept);
    await capture(end(3, [unit]));
    expect(await states()).toEqual(['commissioned-twice resolved']);
  });

  test('between a pack and its case is cleared when the case was emptied, which names no pack', async () => {
    const { unit, box, other } = await aCase();
    await capture(commission(0, [unit]), pack(1, box, [unit]));
    await capture(pack(5, other, [unit]));
    expect(await active()).toEqual(['packed-twice']);
    const [emptied] = await capture(unpack(3, box));
    expect(await active()).toEqual([]);
    await deny(emptied);
    expect(await active()).toEqual(['packed-twice']);
  });

  test('of place is cleared when it is told late that the pallet went there', async () => {
    const { unit, box, top } = await aCase();
    await capture(commission(0, [unit]), pack(1, box, [unit]), pack(2, top, [box]));
    await capture(seen(5, [unit], { bizStep: 'inspecting', readPoint: { id: elsewhere } }));
    expect(await active()).toEqual(['moved-without-parent']);
    await capture(seen(4, [top], { bizStep: 'receiving', readPoint: { id: elsewhere } }));
    expect(await active()).toEqual([]);
  });

  test('of a case that ended full is cleared when its last pack ended too', async () => {
    const { packs, unit, box } = await aCase();
    await capture(commission(0, packs), pack(1, box, packs), end(2, packs.slice(1)), end(5, [box]));
    expect(await active()).toEqual(['left-inside']);
    await capture(end(6, [unit]));
    expect(await active()).toEqual([]);
  });

  test('of time is cleared with the event', async () => {
    const { unit } = await aCase();
    const [, late] = await capture(commission(0, [unit]), seen(300, [unit]));
    expect(await active()).toEqual(['impossible-time']);
    await deny(late);
    expect(await active()).toEqual([]);
  });

  test('found while the events that explain it were being captured does not stand', async () => {
    const { unit } = await aCase();
    const kept = await append(ship(5, [unit]));
    let isFirst = true;
    const racing = open();
    const late = async (...asked: Parameters<typeof racing.unitEvents>) => {
      const found = await racing.unitEvents(...asked);
      if (isFirst) {
        isFirst = false;
        await capture(commission(0, [unit]));
      }
      return found;
    };
    await checkEvents({ ...racing, unitEvents: late })(tenant, kept);
    expect(await states()).toEqual(['never-commissioned cleared']);
  });
});

test('a check that dies at any write is completed by the next', async () => {
  const { packs } = await aCase();
  const kept = await append(commission(0, packs), commission(5, packs));
  for (let n = 0, died = true; died; n++) {
    let left = n;
    const mortal = brokenClient(engine, (command) => /Write|Update|Put/.test(command) && left-- === 0);
    died = await check(kept, mortal).then(
      () => false,
      () => true,
    );
  }
  expect(await active()).toHaveLength(3);
  expect(await counted()).toEqual(['commissioned-twice 3']);
});

test('another tenant’s events open nothing here', async () => {
  const { unit } = await aCase();
  const mine = tenant;
  await capture(commission(0, [unit]));
  await newTenant();
  await capture(commission(5, [unit]));
  expect(await all()).toMatchObject([{ rule: 'unknown-product' }]);
  tenant = mine;
  expect(await all()).toEqual([]);
});
