import { expect, test } from 'vitest';
import { statusOf } from '#common/problem.ts';
import type { EventRef } from '#common/store/index-refs.ts';
import { readQuery } from './read-query.ts';
import { runQuery } from './run-query.ts';

async function* endless(): AsyncGenerator<EventRef> {
  for (let i = 0; ; i++)
    yield { at: String(i), eventId: `urn:uuid:${i}`, item: 'event', roles: [], bits: {}, bizStep: 'packing' };
}

test('a query that looks at more events than one answer may cost is refused as too complex', async () => {
  const events = {
    refsByTime: () => endless(),
    refsByEpc: async () => endless(),
    fetch: async () => [],
    findById: async () => [],
  };
  const query = readQuery(new Map([['EQ_bizStep', 'shipping']]));
  await expect(runQuery(events, 'acme', query)).rejects.toMatchObject({
    refusal: { refused: 'too-complex', remedy: expect.stringContaining('GE_eventTime') },
  });
  expect(statusOf['too-complex']).toMatchObject({ status: 413, epcis: 'QueryTooComplexException' });
});
