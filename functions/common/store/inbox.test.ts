import { afterAll, beforeAll, expect, test } from 'vitest';
import { commissionEvent } from '#shared/trace/commission.ts';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { here } from '../../../test/kit/events.ts';
import { inbox } from './inbox.ts';

let engine: Dynoxide;
const at = new Date('2026-03-01T10:00:00.000Z');
const owner = { tenant: 'acme', subscriptionId: 's-1', createdAt: at.toISOString() };
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

/** An event whose inbox row takes some 5 kB. */
const aLongNamed = (position: number) => ({
  eventId: `https://example.com/${'e'.repeat(5_000)}${position}`,
  recordTime: at.toISOString(),
  captureId: 'c1',
  position,
  event: commissionEvent({ epcs: [], at: at.toISOString(), lot: 'LOT1', expiry: '2028-12-31', ...here }),
});

test('a page that the table cuts short is not the end', async () => {
  const store = inbox(engine.db, tables.deliveries);
  const events = Array.from({ length: 300 }, (_, position) => aLongNamed(position));
  await store.add(owner, events, at);
  const told: string[] = [];
  for (let page = 0, more = true; more && page < 10; page++) {
    const found = await store.waiting(owner, 500);
    told.push(...found.waiting.map(({ eventId }) => eventId));
    await store.remove(
      owner,
      found.waiting.map(({ row }) => row),
    );
    more = found.more;
    if (page === 0) expect(found.waiting.length).toBeLessThan(events.length);
  }
  expect(told).toEqual(events.map(({ eventId }) => eventId));
});
