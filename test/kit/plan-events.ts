import { planCaptured } from '../../functions/plan-deliveries/plan-captured.ts';
import type { World } from './delivery-world.ts';

/** Plans events as if one capture had brought them. */
export async function planEvents({ needs }: World, tenant: string, ...eventIds: string[]): Promise<void> {
  const captureJobs = {
    eventIds: async (_: string, __: string, from: number, count: number) => eventIds.slice(from, from + count),
    markPlanned: async () => undefined,
  };
  const progress = { reached: async () => 0, note: async () => 'noted' as const };
  await planCaptured({ ...needs, captureJobs, progress, followUps: [] })({ tenant, captureId: 'c1' });
}
