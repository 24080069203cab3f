import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Delivery } from '#common/store/delivery-row.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { aHouse, type House, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { planEvents } from '../../test/kit/plan-events.ts';
import { gatherReport } from '../send-regulator/gather-report.ts';
import { planRelease } from './plan-release.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const UNITS = 6;
const commissioning = fc.record({
  packs: fc.uniqueArray(fc.nat(UNITS - 1), { minLength: 1, maxLength: 3 }),
  /** Before the release and after it, in any order. */
  hour: fc.integer({ min: 1, max: 12 }),
  isDenied: fc.boolean(),
});
/** Whose step is next, and whether the next one begins before it has ended. */
const turn = fc.record({ who: fc.nat(), isAwaited: fc.boolean() });

const eventOf = ({ packs, lot, place }: House, { packs: numbers, hour }: { packs: number[]; hour: number }) =>
  commissionEvent({
    epcs: numbers.map((n) => packs[n] ?? ''),
    at: `2026-03-01T${String(hour).padStart(2, '0')}:00:00.000Z`,
    lot,
    expiry: '2028-12-31',
    ...place,
  });

type Step = () => Promise<unknown>;

/** Who comes after himself: a capture is planned after it, a lot after its release. */
function stepsOf(house: House, given: readonly { packs: number[]; hour: number; isDenied: boolean }[]): Step[][] {
  const { tenant, gtin, lot } = house;
  const captures = given.map((one) => {
    const event = eventOf(house, one);
    let id = '';
    const plan = () => planEvents(world, tenant, id);
    const deny = () => house.captured({ ...event, errorDeclaration: { declarationTime: '2026-03-01T11:00:00Z' } });
    const capture = async () => {
      id = await house.captured(event);
    };
    return [capture, plan, ...(one.isDenied ? [deny, plan] : [])];
  });
  const release = () => planRelease(world.needs)({ tenant, release: { gtin, lot } });
  return [...captures, [house.release, release, release]];
}

async function run(chains: Step[][], turns: readonly { who: number; isAwaited: boolean }[], look: Step): Promise<void> {
  const busy = chains.map(() => Promise.resolve() as Promise<unknown>);
  const go = (n: number) => {
    const step = chains[n]?.shift();
    if (step !== undefined) busy[n] = (busy[n] ?? Promise.resolve()).then(step);
    return busy[n];
  };
  for (const { who, isAwaited } of turns) {
    const going = go(who % chains.length);
    if (isAwaited) await going;
    if (who % 5 === 0) await look();
  }
  for (const [n, chain] of chains.entries()) while (chain.length > 0) await go(n);
  await Promise.all(busy);
}

async function packReports({ tenant, ...of }: House) {
  const rows = await world.needs.deliveries.ofLot(tenant, of);
  const named = rows.filter(({ report }) => report?.name === 'product-pack-data');
  return Promise.all(
    named.map(async (row: Delivery) => [row.deliveryId, (await gatherReport(world.needs, row)).serials] as const),
  );
}

test('whatever is captured, planned and gathered when, every pack of a lot is told once, and no report changes', {
  timeout: 120_000,
}, async () => {
  const given = fc.uniqueArray(commissioning, { minLength: 1, maxLength: 4, selector: (one) => JSON.stringify(one) });
  const property = fc.asyncProperty(given, fc.array(turn, { maxLength: 20 }), async (events, turns) => {
    const house = await aHouse(world, { units: UNITS });
    await house.report(0);
    const seen = new Map<string, readonly string[]>();
    const look = async () => {
      for (const [id, serials] of await packReports(house)) {
        expect(serials).toEqual(seen.get(id) ?? serials);
        seen.set(id, serials);
      }
    };
    await run(stepsOf(house, events), turns, look);
    await look();
    const told = [...seen.values()].flat();
    expect(new Set(told).size).toBe(told.length);
    const denied = new Set(events.filter(({ isDenied }) => isDenied).map((one) => JSON.stringify(eventOf(house, one))));
    const stand = events.filter((one) => !denied.has(JSON.stringify(eventOf(house, one))));
    for (const n of stand.flatMap(({ packs }) => packs)) expect(told).toContain(house.serials[n]);
  });
  await fc.assert(property, { numRuns: 12 });
});
