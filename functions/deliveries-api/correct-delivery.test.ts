import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusedObjects } from '#common/refused-objects.ts';
import { type HubWorld, startHubWorld } from '../../test/kit/hub-world.ts';

let at: HubWorld;
beforeAll(async () => {
  at = await startHubWorld();
});
afterAll(() => at.stop());

const MANY = 30_000;

test('a correction may be of more packs than a row could name', async () => {
  const { deliveries, evidence, now } = at.world.needs;
  const house = await at.signed(1);
  const { tenant, gtin, lot } = house;
  await at.release(house);
  at.world.forward(60_000);
  const { deliveryId } = await at.row(house, 'product-pack-data');
  const claim = await deliveries.claim(tenant, deliveryId, now());
  if (claim === undefined) throw new Error('not planned');
  const serials = Array.from({ length: MANY + 1 }, (_, i) => `SERIAL${String(i).padStart(14, '0')}`);
  const rejected = serials.slice(1).map((serial) => ({ serial, code: 'DUPLICATE_SERIAL' }));
  const keys = { sent: `${tenant}/evidence/many/0-sent`, answered: `${tenant}/evidence/many/1-answered` };
  const sent = { requestId: 'q1', productCode: gtin, batch: { id: lot }, serials };
  await evidence.put(keys.sent, Buffer.from(JSON.stringify(sent)));
  await evidence.put(keys.answered, Buffer.from(JSON.stringify({ requestId: 'q1', accepted: 1, rejected })));
  const when = now().toISOString();
  const frozen = { requestId: 'q1', evidenceKey: keys.sent, method: 'POST', path: '/', headers: {} } as const;
  await deliveries.noteSent(claim, { at: when, direction: 'sent', key: keys.sent }, frozen);
  const standing = { ...claim.delivery, state: 'partially-accepted', receipt: 'r1' } as const;
  const answered = { at: when, direction: 'answered', key: keys.answered, status: 200 } as const;
  await deliveries.settle(claim, { standing }, now(), answered);

  expect(await at.act('correct', claim.delivery)).toBe(200);
  const correction = await at.row(house, 'product-pack-data', true);
  const corrected = await deliveries.get(tenant, correction.corrects ?? '');
  expect([correction.state, corrected?.state]).toEqual(['due', 'corrected']);
  expect(corrected && (await refusedObjects({ evidence }, corrected))).toHaveLength(MANY);
});
