import type { CaptureError, CaptureJob, CaptureOutcome } from '#common/store/capture-job-row.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { asStored } from './as-stored.ts';
import { conflictError, eventError } from './event-error.ts';
import type { Item } from './read-slices.ts';

/**
 * Stores a slice of a job's events as its error behaviour says: all or none, or each for itself. Storing it again is safe: what is stored
 * is found stored.
 */
export async function storeSlice(
  ledger: Pick<Ledger, 'append' | 'findById'>,
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
  const duplicates = toStore.filter((_, i) => outcomes[i] === 'duplicate');
  const inLedger = new Set(undone ? await storedByJob(ledger, tenant, job, duplicates) : duplicates);
  const eventIds: string[] = [];
  const errors: CaptureError[] = [];
  for (const item of items) {
    const fault = faultOf(item);
    if (fault !== undefined) errors.push(fault);
    const { stored, outcome } = settled.get(item.index) ?? {};
    if (stored === undefined) continue;
    if (outcome === 'conflict') errors.push(conflictError(stored));
    if (outcome === 'stored' || inLedger.has(stored)) eventIds.push(stored.eventId);
  }
  return { eventIds, errors };
}

/** Those that the job itself stored before it was broken off: part of a slice may be stored when a clash arrives. */
async function storedByJob(
  ledger: Pick<Ledger, 'findById'>,
  tenant: string,
  { captureId }: CaptureJob,
  duplicates: readonly StoredEvent[],
): Promise<StoredEvent[]> {
  if (duplicates.length === 0) return [];
  const ids = [...new Set(duplicates.map(({ eventId }) => eventId))];
  const found = await ledger.findById(tenant, ids);
  const own = new Set(found.filter(({ stored }) => stored.captureId === captureId).map(({ stored }) => stored.eventId));
  return duplicates.filter(({ eventId }) => own.has(eventId));
}

const faultOf = (item: Item): CaptureError | undefined =>
  'refusal' in item ? eventError(item.refusal, item.index) : undefined;
