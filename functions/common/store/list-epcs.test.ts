import { afterAll, beforeAll, expect, test } from 'vitest';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { here, minute, stored } from '../../../test/kit/events.ts';
import { openCipher, unitMaker } from '../../../test/kit/unit-maker.ts';
import { ledger } from './ledger.ts';
import { ledgerLists } from './ledger-lists.ts';
import { serialPools } from './serial-pools.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

const open = () => ledger(engine.db, tables.ledger, serialPools(engine.db, tables.serials), openCipher);
const lists = () => ledgerLists(engine.db, tables.ledger, serialPools(engine.db, tables.serials), openCipher);
const commission = (epcs: string[], m = 0) => commissionEvent({ epcs, at: minute(m), lot: 'LOT1', ...here });

async function everyPage(tenant: string, limit: number): Promise<string[]> {
  const all: string[] = [];
  for (let after: string | undefined; ; ) {
    const { epcs, next } = await lists().epcs(tenant, after, limit);
    expect(epcs.length).toBeLessThanOrEqual(limit);
    all.push(...epcs);
    if (next === undefined) return all;
    after = next;
  }
}

test.each([1, 7, 1000])(
  'every EPC that events name is listed once, %i a page, and none that was only issued',
  async (limit) => {
    const tenant = `acme-${limit}`;
    const units = await unitMaker(engine, tenant);
    const packs = await units.packs(300);
    const named = packs.filter((_, i) => i % 23 === 0);
    const foreign = Array.from({ length: 20 }, (_, i) => `urn:epc:id:sgtin:4012345.077889.${i}`);
    await open().append(tenant, stored([commission([...named, ...foreign])], 'c-1'));
    await open().append(tenant, stored([commission([...named.slice(0, 3), ...foreign.slice(0, 3)], 30)], 'c-2'));
    const listed = await everyPage(tenant, limit);
    expect(listed.toSorted()).toEqual([...named, ...foreign].map(canonicalEpc).sort());
    expect(new Set(listed).size).toBe(listed.length);
  },
);

test('values of a field are listed in order, a page at a time, of one tenant', async () => {
  const tenant = 'values';
  const steps = ['urn:example:z', 'shipping', 'commissioning', 'urn:example:a'];
  await open().append(
    tenant,
    stored(steps.map((bizStep, i) => ({ ...commission([`urn:epc:id:sgtin:4012345.077889.${i}`], i), bizStep }))),
  );
  const first = await lists().values(tenant, 'bizStep', undefined, 3);
  const second = await lists().values(tenant, 'bizStep', first.next, 3);
  expect([first.values, second.values, second.next]).toEqual([
    steps.toSorted().slice(0, 3),
    ['urn:example:z'],
    undefined,
  ]);
  expect(await lists().values('somebody', 'bizStep', undefined, 3)).toEqual({ values: [] });
});
