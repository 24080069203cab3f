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
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { minute, stored } from '../../../test/kit/events.ts';
import { giveTenant } from '../../../test/kit/give-tenant.ts';
import { openCipher, unitMaker } from '../../../test/kit/unit-maker.ts';
import { commission, pack, seen, ship, unpack } from '../../../test/kit/unit-stories.ts';
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

describe('what stands already', () => {
  test('costs a check no more when there is much of it about the same pallet', async () => {
    const packs = await maker.packs(90);
    const [box = '', top = ''] = await maker.logisticUnits(2);
    await capture(commission(0, packs), commission(0, [box, top]), pack(1, box, packs), pack(2, top, [box]));
    let calls = 0;
    const follow = checkEvents(open(brokenClient(engine, () => calls++ < 0)));
    const dispense = async (some: readonly string[]) => {
      const kept = await append(...some.map((one) => seen(9, [one], { bizStep: 'dispensing' })));
      calls = 0;
      await follow(tenant, kept);
      return calls;
    };
    await dispense(packs.slice(0, 2));
    const few = await dispense(packs.slice(2, 3));
    await dispense(packs.slice(3, 80));
    expect(await dispense(packs.slice(80, 81))).toBe(few);
    expect(await counted()).toEqual(['moved-without-parent 81']);
    const emptied = await append(unpack(8, box));
    calls = 0;
    await follow(tenant, emptied);
    expect(await counted()).toEqual([]);
  });

  test('of a unit that too many events name is told, and nothing else is found of it or its contents', async () => {
    const { unit, box } = await aCase();
    const kept = await append(commission(0, [unit]), pack(1, box, [unit]), ...[2, 3, 4].map((m) => ship(m, [box])));
    const needs = open();
    const few = unitEvents(engine.db, tables.ledger, needs.pools, openCipher, 3);
    await checkEvents({ ...needs, unitEvents: few })(tenant, kept);
    expect(await all()).toMatchObject([{ rule: 'history-too-long', severity: 'minor', subject: canonicalEpc(box) }]);
  });

  test.each([
    ['never-commissioned', (unit: string) => [ship(5, [unit])]],
    ['never-issued', (unit: string) => [ship(5, [unit])]],
    ['before-commissioning', (unit: string) => [ship(5, [unit]), commission(8, [unit])]],
  ] as const)('and was resolved stays resolved when an earlier event shows it: %s', async (rule, story) => {
    const { unit: issued } = await aCase();
    const unit = rule === 'never-issued' ? `${issued.slice(0, -13)}0123456789ABC` : issued;
    await capture(...story(unit));
    const [row] = (await all()).filter((one) => one.rule === rule);
    if (row === undefined) throw new Error('no exception');
    const entry = { at: minute(101), by: 'quinn', what: 'resolved' as const, reason: 'it was looked into' };
    await open().exceptions.change(tenant, row, { state: 'resolved', outcome: 'accepted' }, entry);
    await capture(ship(2, [unit]));
    expect((await all()).filter((one) => one.rule === rule).map(({ state }) => state)).toEqual(['resolved']);
  });
});

describe('names', () => {
  const strange = 'urn:epc:id:sgtin:4012345.077889.1';
  const farAway = { readPoint: { id: 'urn:epc:id:sgln:4012345.00001.DOCK' } };

  test('that nobody knows open one exception each, however often they come', async () => {
    await capture(seen(0, [strange], farAway), seen(1, [strange], farAway));
    await capture(seen(2, [strange], farAway));
    expect((await active()).sort()).toEqual(['unknown-place', 'unknown-product']);
  });

  test('are known by captured master data, and then withdrawn', async () => {
    await capture(seen(0, [strange], farAway));
    const described = (type: string, id: string) => ({
      type: `urn:epcglobal:epcis:vtype:${type}`,
      vocabularyElementList: [{ id, attributes: [] }],
    });
    await vocabulary(engine.db, tables.registry).put(
      tenant,
      [
        described('EPCClass', 'urn:epc:idpat:sgtin:4012345.077889.*'),
        described('Location', 'urn:epc:id:sgln:4012345.00001.0'),
      ],
      { recordTime: minute(50), captureId: 'capture' },
    );
    await capture(seen(3, [strange], farAway));
    expect(await states()).toEqual(['unknown-place cleared', 'unknown-product cleared']);
  });

  test('of serials that our pool never issued are told', async () => {
    const { unit } = await aCase();
    const guessed = `${unit.slice(0, -13)}0123456789ABC`;
    await capture(commission(0, [guessed]));
    expect(await active()).toEqual(['never-issued']);
  });
});

test('beyond the most that one capture may open, one exception stands for the rest and counts them once', async () => {
  const packs = await maker.packs(70);
  const kept = await append(commission(0, packs), commission(5, packs));
  const follow = checkEvents(open(engine.db, 40));
  await follow(tenant, kept);
  await follow(tenant, kept);
  expect((await all()).find(({ rule }) => rule === 'and-more')).toMatchObject({ more: 30 });
  expect(await counted()).toEqual(['and-more 1', 'commissioned-twice 40']);
});
