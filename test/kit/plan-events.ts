import { type PlanCapturedNeeds, planCaptured } from '../../functions/plan-deliveries/plan-captured.ts';

/** Plans events as if one capture had brought them. */
export async function planEvents(
  { needs }: { readonly needs: Omit<PlanCapturedNeeds, 'captureJobs' | 'progress' | 'followUps'> },
  tenant: string,
  ...eventIds: string[]
): Promise<void> {
  const captureJobs = {
    eventIds: async (_: string, __: string, from: number, count: number) => eventIds.slice(from, from + count),
    markPlanned: async () => undefined,
  };
  const progress = { reached: async () => 0, note: async () => 'noted' as const };
  await planCaptured({ ...needs, captureJobs, progress, followUps: [] })({ tenant, captureId: 'c1' });
}
