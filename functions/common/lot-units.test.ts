import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { eventId } from '#shared/epcis/event-id.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { destroyEvent } from '#shared/trace/end-units.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { brokenClient } from '../../test/kit/broken-client.ts';
import { aHouse, type House, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import type { WantedUnits } from './lot-units.ts';
import { ledger } from './store/ledger.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const closed = '2026-03-01T09:00:00.000Z';
const minute = (n: number) => `2026-03-01T08:${String(n).padStart(2, '0')}:00.000Z`;
const from = ({ packs }: House, ...numbers: number[]) => numbers.map((n) => packs[n] ?? '');

async function read({ tenant, gtin, lot }: House, wanted: WantedUnits = {}) {
  const units = [];
  for await (const piece of world.needs.lotUnits.read(tenant, { gtin, lot }, wanted)) units.push(...piece.units);
  return units;
}
const count = ({ tenant, gtin, lot }: House, asOf?: string) => world.needs.lotUnits.count(tenant, { gtin, lot }, asOf);

const commissioning = (house: House, at: string, ...numbers: number[]): EpcisEvent =>
  commissionEvent({ epcs: from(house, ...numbers), at, lot: house.lot, expiry: '2028-12-31', ...house.place });
const declared = (event: EpcisEvent): EpcisEvent => ({ ...event, errorDeclaration: { declarationTime: closed } });

/** What is left of a capture that dies between the index rows of its event and the event. */
async function brokenOff({ tenant }: House, event: EpcisEvent, change: Partial<StoredEvent> = {}) {
  const [unable, recordTime] = [brokenClient({ endpoint: world.at.tables }, isPut), world.needs.now().toISOString()];
  const stored = { eventId: eventId(event), recordTime, captureId: 'c1', position: 1, event, ...change };
  const append = ledger(unable, tables.ledger, world.pools, world.cipher).append(tenant, [stored]);
  await expect(append).rejects.toThrow('crashed');
}
const isPut = (command: string) => command.startsWith('Put');

/** Packs 0 to 9 in the order 4…7, 0…3, 8, 9, captured in another: 0…3 as position 1. */
async function ordered(of?: House) {
  const house = of ?? (await aHouse(world, { units: 10 }));
  await house.captured(commissioning(house, minute(3), 8, 9));
  await house.captured(commissioning(house, minute(2), 0, 1, 2, 3));
  await house.captured(commissioning(house, minute(1), 4, 5, 6, 7));
  return house;
}
const serialsOf = ({ serials }: House, ...numbers: number[]) => numbers.map((n) => serials[n]);
const told = async (house: House, wanted?: WantedUnits) => (await read(house, wanted)).map(({ serial }) => serial);

describe('units of a lot', () => {
  test('are counted and read in the order in which they were made, stretch by stretch', async () => {
    const house = await ordered();
    expect(await count(house)).toBe(10);
    expect(await told(house)).toEqual(serialsOf(house, 4, 5, 6, 7, 0, 1, 2, 3, 8, 9));
    for (const size of [1, 3, 4, 7, 10]) {
      const parts = [];
      for (let first = 0; first < 10; first += size)
        parts.push(...(await told(house, { within: { first, count: size } })));
      expect(parts).toEqual(serialsOf(house, 4, 5, 6, 7, 0, 1, 2, 3, 8, 9));
    }
    expect(await told(house, { within: { first: 10, count: 5 } })).toEqual([]);
  });

  test('that are commissioned twice are told once, by the place they had first', async () => {
    const house = await ordered();
    await house.captured(commissioning(house, minute(4), 4, 5, 9));
    expect(await told(house)).toEqual(serialsOf(house, 4, 5, 6, 7, 0, 1, 2, 3, 8, 9));
    expect(await told(house, { within: { first: 10, count: 3 } })).toEqual([]);
  });

  test('whose commissioning is declared an error leave the places of all others as they were', async () => {
    const house = await ordered();
    const released = world.needs.now().toISOString();
    world.forward(1_000);
    await house.captured(declared(commissioning(house, minute(2), 0, 1, 2, 3)));
    expect([await count(house, released), await count(house)]).toEqual([10, 6]);
    expect(await told(house, { asOf: released, within: { first: 0, count: 5 } })).toEqual(serialsOf(house, 4, 5, 6, 7));
    expect(await told(house, { asOf: released, within: { first: 5, count: 5 } })).toEqual(serialsOf(house, 8, 9));
  });

  test.each([
    ['at an earlier position', { position: 0 }],
    ['at a later position', { position: 900 }],
    ['earlier', { recordTime: '2026-02-28T07:00:00.000Z' }],
    ['later', { recordTime: '2026-04-01T07:00:00.000Z' }],
  ])(
    'are counted once though a crash left rows of their commissioning that say it was captured %s',
    async (_, left) => {
      const house = await aHouse(world, { units: 10 });
      await brokenOff(house, commissioning(house, minute(2), 0, 1, 2, 3), left);
      await ordered(house);
      expect(await count(house)).toBe(10);
      expect(await told(house)).toEqual(serialsOf(house, 4, 5, 6, 7, 0, 1, 2, 3, 8, 9));
      expect(await told(house, { within: { first: 3, count: 6 } })).toEqual(serialsOf(house, 7, 0, 1, 2, 3, 8));
    },
  );

  test('are none that a capture names which a crash broke off, though its event came again in other words', async () => {
    const house = await aHouse(world, { units: 10 });
    const id = eventId(commissioning(house, minute(2), 0, 1, 2, 3));
    await brokenOff(house, { ...commissioning(house, minute(2), 3, 8), eventID: id }, { eventId: id });
    await brokenOff(house, commissioning(house, minute(5), 3));
    await ordered(house);
    expect(await told(house)).toEqual(serialsOf(house, 4, 5, 6, 7, 0, 1, 2, 3, 8, 9));
  });

  test('existed at a time unless they were no more, or not yet', async () => {
    const house = await ordered();
    await house.captured(destroyEvent({ epcs: from(house, 0, 1), at: minute(30), ...house.place }));
    await house.captured(destroyEvent({ epcs: from(house, 2), at: '2026-03-01T09:30:00.000Z', ...house.place }));
    const existing = async (asOf?: string) =>
      (await read(house, { asOf })).filter(({ existed }) => existed).map(({ serial }) => serial);
    expect(await existing(closed)).toEqual(serialsOf(house, 4, 5, 6, 7, 2, 3, 8, 9));
    expect(await existing()).toEqual(serialsOf(house, 4, 5, 6, 7, 3, 8, 9));
    expect(await existing(minute(1))).toEqual(serialsOf(house, 4, 5, 6, 7));
  });

  test('of another lot, and containers, are none of it', async () => {
    const house = await ordered();
    const other = { epcs: from(house, 9), at: minute(5), lot: 'LOT2', expiry: '2028-12-31', ...house.place };
    await house.captured(commissionEvent(other));
    await house.captured(commissionEvent({ epcs: house.boxes, at: minute(5), ...house.place }));
    expect(await count(house)).toBe(10);
    expect(await told(house)).toHaveLength(10);
  });
});
