import { afterAll, beforeAll, expect, test } from 'vitest';
import { exceptionId } from '#common/store/exception-row.ts';
import type { ObjectEvent } from '#shared/epcis/event.ts';
import { ae } from '#shared/regimes/ae/ae.ts';
import type { Regime } from '#shared/regimes/regime.ts';
import { ru } from '#shared/regimes/ru/ru.ts';
import { medico, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { giveTenant } from '../../test/kit/give-tenant.ts';
import { type GoodsHouse, goodsHouse } from '../../test/kit/goods-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const about = (epcList: readonly string[], bizStep: string, eventTime: string): ObjectEvent => ({
  ...{ type: 'ObjectEvent', action: 'OBSERVE', epcList, eventTimeZoneOffset: '+01:00', eventTime, bizStep },
  readPoint: { id: 'urn:epc:id:sgln:9521321.00001.0' },
  ...(bizStep === 'shipping' && { destinationList: [{ type: 'possessing_party', destination: medico }] }),
});

/** A pallet left, and then it is said that one of the boxes on it did not. The reports of both, and what a person is told. */
async function palletWithoutBox(regime: Regime) {
  const house: GoodsHouse = await goodsHouse(world, [{ ...regime, countries: ['XT'] }]);
  await giveTenant(world.table.db, house.tenant, { address: undefined });
  await house.produce();
  const shipped = await house.captured(about([house.pallet], 'shipping', '2026-03-01T09:30:00.000Z'));
  await house.plan(shipped);
  const voided = await house.captured(about(house.boxes.slice(0, 1), 'void_shipping', '2026-03-01T09:45:00.000Z'));
  await house.plan(voided, voided);
  const rows = (await house.rowsOf(shipped)).map(({ report, state }) => `${report?.name} ${state}`);
  const id = exceptionId({ rule: 'not-reported', subject: voided, eventIds: [voided] });
  return { rows, open: (await world.needs.exceptions.get(house.tenant, id))?.detail };
}

test('Russia is told of packages alone: of a box on a pallet that left a person is called', async () => {
  const { rows, open } = await palletWithoutBox(ru);
  expect(rows).toEqual(['415 held']);
  expect(open).toContain('did not leave, and was in something that ru is told of by 415: have it put right by hand');
});

test('a hub hears by an event of its own that a box on a pallet did not leave', async () => {
  const { rows, open } = await palletWithoutBox(ae);
  expect(rows.toSorted()).toEqual(['shipping due', 'void-shipping due']);
  expect(open).toBeUndefined();
});
