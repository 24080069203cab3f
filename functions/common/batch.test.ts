import * as v from 'valibot';
import { expect, test } from 'vitest';
import { refuse } from '#shared/refusal.ts';
import { deliver } from '../../test/kit/queue-event.ts';
import { batchHandler } from './batch.ts';
import { Refused } from './refused.ts';

const shape = v.object({ tenant: v.string(), say: v.string() });

/** Hands messages to a consumer that does what each message says; answers what came back to the queue and what was set aside. */
async function consume(...said: unknown[]) {
  const aside: string[] = [];
  const take = async ({ say }: v.InferOutput<typeof shape>) => {
    if (say === 'refuse') throw new Refused(refuse('malformed', 'no good', { at: '/say' }));
    if (say === 'busy') throw new Refused(refuse('busy', 'later'));
    if (say === 'fail') throw new Error('the table is away');
  };
  const handler = batchHandler(shape, take, async (body, { refused }) => void aside.push(`${refused} ${body}`));
  const messages = said.map((say) => (typeof say === 'string' ? { tenant: 'acme', say } : say));
  return { returned: await deliver(handler, messages), aside };
}

test('only what failed returns to the queue, alone', async () => {
  expect(await consume('well', 'fail', 'well', 'busy')).toEqual({ returned: [1, 3], aside: [] });
});

test('what is refused is set aside with its reason: retrying cannot help', async () => {
  expect(await consume('refuse', 'well')).toEqual({
    returned: [],
    aside: ['malformed {"tenant":"acme","say":"refuse"}'],
  });
});

test('a message of another shape is set aside, not retried for ever', async () => {
  const { returned, aside } = await consume({ tenant: 'acme' });
  expect(returned).toEqual([]);
  expect(aside).toHaveLength(1);
});
