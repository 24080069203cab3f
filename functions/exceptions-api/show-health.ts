import type { Endpoint } from '#common/http.ts';
import { networkQueries } from '#common/queries/network.ts';
import { readQuery } from '#common/query-parameters.ts';
import type { CountWork } from '#common/store/count-work.ts';
import type { ExceptionCount, Exceptions } from '#common/store/exceptions.ts';

/** How the tenant's house stands: what contradicts, what failed, what waits for somebody. `?only=exceptions` costs one small read. */
export const showHealth =
  (needs: { exceptions: Pick<Exceptions, 'counts'>; work: CountWork; now: () => Date }): Endpoint =>
  async (request) => {
    const { tenant } = request;
    const { only } = readQuery(networkQueries['GET /api/tenant/health'], request);
    if (only !== undefined) return { status: 200, body: { exceptions: told(await needs.exceptions.counts(tenant)) } };
    const [counts, captureJobs, parked] = await Promise.all([
      needs.exceptions.counts(tenant),
      needs.work.captureJobs(tenant, needs.now()),
      needs.work.parked(tenant),
    ]);
    return { status: 200, body: { exceptions: told(counts), captureJobs, deliveries: { parked } } };
  };

const told = (counts: readonly ExceptionCount[]) => ({
  open: counts.reduce((sum, { active }) => sum + active, 0),
  bySeverity: sums(counts, ({ severity }) => severity),
  byRule: sums(counts, ({ rule }) => rule),
});

function sums(counts: readonly ExceptionCount[], by: (count: ExceptionCount) => string): Record<string, number> {
  const total: Record<string, number> = {};
  for (const count of counts) total[by(count)] = (total[by(count)] ?? 0) + count.active;
  return total;
}
