import type { CaptureError, CaptureJob, CaptureOutcome } from '#common/store/capture-job-row.ts';
import type { Ledger } from '#common/store/ledger.ts';
import { asStored } from './as-stored.ts';
import { conflictError, eventError } from './event-error.ts';
import type { Item } from './read-slices.ts';

/**
 * Stores a slice of a job's events as its error behaviour says: all or none, or each for itself. Storing it again is safe: what is stored
 * is found stored.
 */
export async function storeSlice(
  ledger: Pick<Ledger, 'append'>,
  tenant: string,
  job: CaptureJob,
  items: readonly Item[],
): Promise<CaptureOutcome> {
  const together = job.behaviour === 'rollback';
  const isFaulty = items.some((item) => 'refusal' in item);
  if (together && isFaulty) return { eventIds: [], errors: items.flatMap((item) => faultOf(item) ?? []) };

  const toStore = items.flatMap((item) => ('event' in item ? [asStored(job, item.event, item.index)] : []));
  const outcomes = await ledger.append(tenant, toStore, { together });
  const settled = new Map(toStore.map((stored, i) => [stored.position, { stored, outcome: outcomes[i] }]));
  const undone = together && outcomes.includes('conflict');
  const eventIds: string[] = [];
  const errors: CaptureError[] = [];
  for (const item of items) {
    const fault = faultOf(item);
    if (fault !== undefined) errors.push(fault);
    const { stored, outcome } = settled.get(item.index) ?? {};
    if (stored === undefined) continue;
    if (outcome === 'conflict') errors.push(conflictError(stored));
    if (outcome === 'stored' || (outcome === 'duplicate' && !undone)) eventIds.push(stored.eventId);
  }
  return { eventIds, errors };
}

const faultOf = (item: Item): CaptureError | undefined =>
  'refusal' in item ? eventError(item.refusal, item.index) : undefined;
