import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeBefore } from '#shared/announcements/place.ts';
import { tables } from '../../../test/kit/dynoxide.ts';
import { type InboundWorld, startInboundWorld } from '../../../test/kit/inbound-world.ts';
import { announcements } from './announcements.ts';

let world: InboundWorld;
beforeAll(async () => {
  world = await startInboundWorld();
});
afterAll(() => world.stop());
const now = () => new Date(world.clock.ms);

test('of two readers of a document, one of which was overtaken, integrators hear the other’s end alone', async () => {
  const { tenant } = await world.house();
  const body = new Uint8Array(Buffer.from('a document'));
  const { documentId } = await world.keep({ tenant, senderId: 'a', body });
  const slow = await world.inbound.claim(tenant, documentId, now());
  world.forward(10 * 60_000);
  const quick = await world.inbound.claim(tenant, documentId, now());
  if (slow === undefined || quick === undefined) throw new Error('not claimed');
  const settledAt = now().toISOString();
  expect(await world.inbound.settle(slow, { state: 'refused', settledAt })).toBe('overtaken');
  expect(await world.inbound.settle(quick, { state: 'accepted', settledAt })).toBe('done');
  const told = announcements(world.engine.db, tables.deliveries);
  await told.order(tenant, now());
  const { announcements: all } = await told.after(tenant, placeBefore(new Date(0)), 10, now());
  expect(all.map(({ kind }) => kind)).toEqual(['inbound.accepted']);
});
