import { inLanes } from '#common/store/batches.ts';
import type { Subscriptions } from '#common/store/subscriptions.ts';

interface Needs {
  readonly subscriptions: Pick<Subscriptions, 'all' | 'endConnection'>;
  readonly now: () => Date;
}

/** No connection lives longer (quota of API Gateway: two hours), whatever the clocks. */
const OUTLIVED_MS = 2 * 3_600_000 + 10 * 60_000;

/** Ends subscriptions of connections that cannot be open any more: API Gateway does its best to tell of every end, and no more. */
export async function endOutlived({ subscriptions, now }: Needs, tenant: string): Promise<void> {
  const oldest = new Date(now().getTime() - OUTLIVED_MS).toISOString();
  const outlived = (await subscriptions.all(tenant)).flatMap((one) =>
    one.channel === 'stream' && one.createdAt < oldest ? [one.connectionId] : [],
  );
  await inLanes(outlived, subscriptions.endConnection);
}
