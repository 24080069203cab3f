import { describe, expect, test } from 'vitest';
import type { PostToConnection } from '#common/send/connection.ts';
import type { StreamSubscription } from '#common/store/subscription-row.ts';
import { streamChannel } from './stream-channel.ts';

const createdAt = '2026-03-01T08:00:00.000Z';
const subscription: StreamSubscription = {
  channel: 'stream',
  tenant: 'acme',
  subscriptionId: 'one',
  queryName: 'all',
  connectionId: 'L0SM9cOFvHcCIhw=',
  by: 'acme#someone',
  createdAt,
  initialRecordTime: createdAt,
  epcFormat: 'No_Preference',
  reportIfEmpty: false,
  stopped: false,
};
const ids = { id: 'message', contentType: 'application/json' };

async function outcome(posted: Awaited<ReturnType<PostToConnection>>, secondsLater = 3600) {
  const now = () => new Date(Date.parse(createdAt) + secondsLater * 1000);
  const channel = await streamChannel({ post: async () => posted, now })(subscription);
  return channel.send(Buffer.from('{}'), ids);
}

describe('a message to a connection', () => {
  test('is told when the gateway has taken it over', async () =>
    expect(await outcome({ status: 200 })).toEqual({ verdict: 'acknowledged' }));

  test('ends the subscription when the connection is closed', async () =>
    expect(await outcome({ status: 410 })).toMatchObject({ verdict: 'stopped' }));

  test('waits for a connection that may still be opening', async () => {
    expect(await outcome({ status: 410 }, 29)).toMatchObject({ verdict: 'retry', failure: 'transient' });
    expect(await outcome({ status: 410 }, 31)).toMatchObject({ verdict: 'stopped' });
  });

  test('is to be smaller when it is too large', async () =>
    expect(await outcome({ status: 413 })).toMatchObject({ verdict: 'too-large' }));

  test.each([403, 429, 500, 503])('is sent again after %i', async (status) =>
    expect(await outcome({ status })).toMatchObject({ verdict: 'retry', reason: `status ${status}` }),
  );

  test('is sent again when no answer came', async () =>
    expect(await outcome({ failure: 'ambiguous', reason: 'ECONNRESET' })).toEqual({
      verdict: 'retry',
      failure: 'ambiguous',
      reason: 'ECONNRESET',
    }));
});
