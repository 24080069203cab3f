import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Delivery } from '#common/store/delivery-row.ts';
import { membersOf } from '#common/told-members.ts';
import type { ObjectEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { cn } from '#shared/regimes/cn/cn.ts';
import { ru } from '#shared/regimes/ru/ru.ts';
import { sampleEvent } from '#shared/trace/sample.ts';
import { medico, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { giveTenant } from '../../test/kit/give-tenant.ts';
import { type GoodsHouse, goodsHouse } from '../../test/kit/goods-world.ts';
import { planRelease } from './plan-release.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const plant = 'urn:epc:id:sgln:9521321.00001.0';
const hall = 'urn:epc:id:sgln:9521321.00009.0';

/** A house whose goods both regulators hear of. Nobody says in what countries its places are, which is home for each of them. */
async function aHouse(): Promise<GoodsHouse> {
  const house = await goodsHouse(
    world,
    [ru, cn].map((regime) => ({ ...regime, countries: ['XT'] })),
  );
  await giveTenant(world.table.db, house.tenant, { address: undefined });
  await house.report(0);
  return house;
}

const moved = (epcList: readonly string[], change: Partial<ObjectEvent>): ObjectEvent => ({
  ...{ type: 'ObjectEvent', action: 'OBSERVE', epcList, eventTimeZoneOffset: '+01:00' },
  eventTime: '2026-03-01T09:30:00.000Z',
  ...{ bizStep: 'shipping', disposition: 'in_transit', readPoint: { id: plant } },
  ...change,
});

/** What happens to a lot, each captured by a name; all of it before the lot is released. */
function story({ packs, boxes: [box = '', other = ''], pallet, place, captured, ...house }: GoodsHouse) {
  const fromMedico = { sourceList: [{ type: 'possessing_party', source: medico }], bizLocation: { id: plant } };
  return {
    born: () => house.commission(packs.slice(0, 10)),
    bornToo: () => house.commission(packs.slice(10)),
    cased: () => house.pack(box, packs.slice(0, 4), 3),
    casedToo: () => house.pack(other, packs.slice(10, 14), 3),
    casedMore: () => house.pack(box, packs.slice(4, 6), 4),
    stacked: () => house.pack(pallet, [box, other], 5),
    sampled: () =>
      captured(sampleEvent({ kind: 'retention', epcs: packs.slice(18), at: '2026-03-01T08:30:00.000Z', ...place })),
    sold: () =>
      captured(
        moved([pallet, ...packs.slice(6, 8)], {
          destinationList: [{ type: 'possessing_party', destination: medico }],
        }),
      ),
    fetched: () => captured(moved(packs.slice(14, 17), { destinationList: [{ type: 'location', destination: hall }] })),
    returned: () =>
      captured(moved(packs.slice(8, 9), { ...fromMedico, bizStep: 'receiving', disposition: 'in_progress' })),
  };
}

type Step = () => Promise<unknown>;

/** Who comes after himself: what is captured is planned after it, some of it again, and the lot after its release. */
function chainsOf(house: GoodsHouse, ids: Map<string, string>, again: readonly number[]): Step[][] {
  const chains = Object.entries(story(house)).map(([name, capture], n): Step[] => {
    const plan = () => house.plan(ids.get(name) ?? '');
    return [async () => void ids.set(name, await capture()), plan, ...(again.includes(n) ? [plan] : [])];
  });
  const { tenant, gtin, lot } = house;
  const release = () => planRelease(house.at.needs)({ tenant, release: { gtin, lot } });
  return [...chains, [house.release, release, release]];
}

/** Takes steps one by one, whose turn it is; then all that are left. */
async function run(chains: Step[][], turns: readonly number[]): Promise<void> {
  for (const who of turns) await chains[who % chains.length]?.shift()?.();
  for (const chain of chains) for (const step of chain) await step();
}

/** The things that reports name, by market, act and what they say of them. */
async function toldOf({ at, tenant, gtin, lot }: GoodsHouse, ids: Iterable<string>) {
  const { deliveries, evidence } = at.needs;
  const found = new Map<string, Delivery>();
  for (const row of await deliveries.ofLot(tenant, { gtin, lot })) found.set(row.deliveryId, row);
  for (const id of ids) for (const row of await deliveries.ofEvent(tenant, id)) found.set(row.deliveryId, row);
  const told: Record<string, string[]> = {};
  for (const { market, report } of found.values()) {
    const { members, units, act = '', name = '', notes } = report ?? {};
    if (members === undefined || units === undefined) continue;
    const things = await membersOf(evidence, members.key, units.first - members.first, units.count);
    // By whatever a container is told, it is told once.
    const [kind = ''] = act.split(':');
    const of = [market, kind, ...(kind === 'packing' ? [] : [name, notes?.['of'] ?? []])].flat().join(' ');
    told[of] = [...(told[of] ?? []), ...things].toSorted();
  }
  return told;
}

/** What has to be told in the end, however it came about. */
function dueOf({ packs, serials, boxes, pallet }: GoodsHouse): Record<string, string[]> {
  const [all, containers] = [serials.toSorted(), [...boxes, pallet].map(canonicalEpc).toSorted()];
  const sampled = serials.slice(18).toSorted();
  const sold = [pallet, ...packs.slice(6, 8)].map(canonicalEpc).toSorted();
  const fetched = packs.slice(14, 17).map(canonicalEpc).toSorted();
  const returned = packs.slice(8, 9).map(canonicalEpc);
  return {
    ...{ 'ru release 313': all, 'cn release uploadrelation release': all, 'cn release uploadcircubill': all },
    ...{ 'ru packing': containers, 'cn packing': containers },
    ...{ 'ru change 552': sampled, 'cn change uploadinoutbill': sampled },
    ...{ 'ru shipment 415': sold, 'cn shipment uploadinoutbill shipment': sold },
    ...{ 'ru receipt 701': returned, 'cn receipt uploadinoutbill receipt': returned },
    'ru transfer 431': fetched,
    'cn transfer uploadinoutbill transfer-out': fetched,
    'cn transfer uploadinoutbill transfer-in': fetched,
  };
}

test('in whatever order a lot is captured and planned, and how often, each thing stands in one report of an act', {
  timeout: 120_000,
}, async () => {
  const turns = fc.array(fc.nat(), { maxLength: 25, size: 'max' });
  const again = fc.array(fc.nat(9), { maxLength: 3 });
  const property = fc.asyncProperty(turns, again, async (given, twice) => {
    const house = await aHouse();
    const ids = new Map<string, string>();
    await run(chainsOf(house, ids, twice), given);
    expect(await toldOf(house, ids.values())).toEqual(dueOf(house));
  });
  await fc.assert(property, { numRuns: 3 });
});
