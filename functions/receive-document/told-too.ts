import type { CaptureJobs } from '#common/store/capture-jobs.ts';
import type { InboundDocuments } from '#common/store/inbound-documents.ts';
import type { Who } from './deeds-of.ts';

export interface ToldTooNeeds {
  readonly inbound: Pick<InboundDocuments, 'list'>;
  readonly jobs: Pick<CaptureJobs, 'eventIds'>;
  readonly now: () => Date;
}

/** Documents of the partner that are looked into, the latest first, and for how long: what it takes back it mostly told of late. */
const DOCUMENTS = 200;
const ENOUGH_MS = 20_000;
const AT_ONCE = 5_000;

/**
 * Which of some events a partner told too, though another had told them before: what is found stored is kept with the outcome of the capture that found it. Documents
 * beyond the latest 200 are not looked into.
 */
export async function toldToo(
  { inbound, jobs, now }: ToldTooNeeds,
  { tenant: { tenant }, partner: { partner } }: Who,
  eventIds: ReadonlySet<string>,
): Promise<Set<string>> {
  const found = new Set<string>();
  if (eventIds.size === 0) return found;
  const end = now().getTime() + ENOUGH_MS;
  const { documents } = await inbound.list(tenant, { partner, state: 'accepted', limit: DOCUMENTS });
  for (const { captureId } of documents) {
    if (captureId === undefined) continue;
    for (let from = 0; ; from += AT_ONCE) {
      if (found.size === eventIds.size || now().getTime() >= end) return found;
      const ids = await jobs.eventIds(tenant, captureId, from, AT_ONCE);
      for (const id of ids) if (eventIds.has(id)) found.add(id);
      if (ids.length < AT_ONCE) break;
    }
  }
  return found;
}
