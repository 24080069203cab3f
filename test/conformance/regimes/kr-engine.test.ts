import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { kr } from '#shared/regimes/kr/kr.ts';
import type { Fault } from '../../../infra/local/sandbox/faults.ts';
import { type PortalSandbox, startPortalSandbox } from '../../../infra/local/sandbox/portal/sandbox.ts';
import { medico, startWorld, type World } from '../../kit/delivery-world.ts';
import { type ListsHouse, listsHouse } from '../../kit/lists-world.ts';

let world: World;
let portal: PortalSandbox;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => portal.close());
afterAll(() => world.stop());

const own = '1000000009';
const buyer = '1234567891';

/** A holder in Korea whose lot is released and known to nobody there; the portal does not know the buyer unless it is said. */
async function koreanHouse(parties = [own, buyer], faults: readonly Fault[] = []) {
  const options = { answerDelayMs: 5_000, faults, parties, now: () => world.needs.now().getTime() };
  portal = await startPortalSandbox({ port: 0, ...options });
  const house = await listsHouse(world, {
    ...{ regime: kr, country: 'KR', url: () => `${portal.url}/kr` },
    registrations: { own: { 'kr-business': own }, buyer: { 'kr-business': buyer } },
    credentials: () => ({ access: 'static', origins: [portal.url] }),
  });
  await register({ gtins: [house.gtin] });
  await house.release();
  expect(await house.rows()).toEqual([]);
  return house;
}

const register = (of: object) =>
  fetch(`${portal.url}/v1/sandbox`, { method: 'POST', body: JSON.stringify({ do: 'register', ...of }) });

/** Gives what every report that waits for facts wants, and sends what is due. */
async function supply(house: ListsHouse) {
  for (const row of await house.rows()) {
    const wanted = row.state === 'held' ? (row.report?.wants ?? []) : [];
    const facts = Object.fromEntries(wanted.map((name) => [name, name.startsWith('unitPrice') ? '1200' : '1']));
    if (wanted.length > 0) expect(await house.give(row, facts)).toBe(200);
  }
  return house.send();
}

const holderOf = ({ gtin, serials }: ListsHouse, n: number) => portal.unit(`${gtin}.${serials[n]}`, 'kr');
async function rowOf(house: ListsHouse, name: string) {
  const row = (await house.rows()).find(({ report }) => report?.name === name);
  if (row === undefined) throw new Error(`no ${name}`);
  return row;
}
const at = () => {
  world.forward(60_000);
  return world.needs.now().toISOString();
};
async function declared(house: ListsHouse, eventId: string) {
  const [stored] = await world.needs.ledger.eventsById(house.tenant, [eventId]);
  if (stored === undefined) throw new Error('not captured');
  const errorDeclaration = { declarationTime: at(), reason: 'did_not_occur' };
  await house.plan(await house.captured({ ...stored.event, errorDeclaration }));
}

test('a sale that is refused is mended and told again; when it did not happen it is cancelled by its number', async () => {
  const house = await koreanHouse([own]);
  const shipment = await house.ship();
  await house.plan(shipment);
  expect(await rowOf(house, 'sales-shipment')).toMatchObject({
    held: { reason: `waits for supplyClass, contractType, unitPrice/${house.gtin}` },
    deadline: '2026-03-02T14:59:59.000Z',
  });
  expect(await supply(house)).toEqual([expect.stringContaining('sales-shipment rejected row 1: UNKNOWN_PARTY')]);
  expect(holderOf(house, 0)).toBeUndefined();

  await register({ parties: [buyer] });
  expect(await house.resend(await rowOf(house, 'sales-shipment'))).toBe(202);
  expect(await house.send()).toEqual(['sales-shipment acknowledged']);
  const { receipt } = await rowOf(house, 'sales-shipment');
  expect(receipt).toMatch(/^20260301\d{6}$/);
  expect(holderOf(house, 19)).toMatchObject({ report: receipt, holder: buyer });

  await declared(house, shipment);
  expect(await house.send()).toEqual(['cancellation acknowledged', 'sales-shipment acknowledged']);
  expect(holderOf(house, 19)).toBeUndefined();
});

test('of a sale of which a case did not leave the report is corrected, though its answers are lost', async () => {
  const house = await koreanHouse(
    [own, buyer],
    [
      { on: 'file', kind: 'no-answer', from: 1, count: 1 },
      { on: 'result', kind: 'wrong-id', from: 1, count: 1 },
    ],
  );
  const [box = '', left = ''] = house.boxes;
  await house.plan(await house.ship(medico, [box, left]));
  expect(await supply(house)).toEqual(['sales-shipment acknowledged']);
  const voided: EpcisEvent = {
    ...{ type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'void_shipping', epcList: [left] },
    ...{ eventTime: at(), eventTimeZoneOffset: '+09:00', readPoint: { id: house.place.readPoint } },
  };
  await house.plan(await house.captured(voided));
  expect(await house.send()).toEqual(['cancellation acknowledged', 'sales-shipment acknowledged']);
  expect([holderOf(house, 0), holderOf(house, 10)]).toMatchObject([{ holder: buyer }, undefined]);

  const back: EpcisEvent = {
    ...{ type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'receiving', epcList: [box], disposition: 'in_progress' },
    ...{ eventTime: at(), eventTimeZoneOffset: '+09:00', bizLocation: { id: house.place.bizLocation } },
    sourceList: [{ type: 'possessing_party', source: medico }],
  };
  await house.plan(await house.captured(back));
  expect(await supply(house)).toContain('return-receipt acknowledged');
  expect(holderOf(house, 0)).toMatchObject({ holder: own });
});
