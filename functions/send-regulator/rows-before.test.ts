import { expect, test } from 'vitest';
import type { DeliveryState } from '#shared/delivery/standing.ts';
import { row } from '../../test/kit/submission-row.ts';
import { waitsForBefore } from './rows-before.ts';

const after = Array.from({ length: 1_000 }, (_, n) => `case${n}`);

async function looked(stateOf: (id: string) => DeliveryState) {
  let reads = 0;
  const get = async (_: string, id: string) => {
    reads++;
    return row(id, stateOf(id));
  };
  const waits = await waitsForBefore({ deliveries: { get } }, row('pallet', 'due', { after }));
  return { why: waits?.postponed, reads };
}

test('a report that waits for a thousand others looks no further than the first that is open', async () => {
  expect(await looked((id) => (id === 'case12' ? 'sent' : 'acknowledged'))).toEqual({
    why: 'waits for case12, which is sent',
    reads: 20,
  });
});

test('it goes when all of them are known, or cancelled', async () =>
  expect(await looked((id) => (id === 'case12' ? 'cancelled' : 'acknowledged'))).toEqual({ reads: 1_000 }));
