import { log } from '#common/log.ts';
import { Refused } from '#common/refused.ts';
import type { Exceptions } from '#common/store/exceptions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';

export interface SetAsideNeeds {
  readonly exceptions: Pick<Exceptions, 'open'>;
  readonly now: () => Date;
}

/** Things that are too many will be as many whenever it is tried again. */
const hopeless = ['too-large', 'too-complex'];

/** Does work for an event; one whose things are too many to be looked into stands before a person, and nothing is planned. */
export async function orSetAside(
  needs: SetAsideNeeds,
  tenant: string,
  stored: Pick<StoredEvent, 'eventId' | 'captureId'>,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refused) || !hopeless.includes(error.refusal.refused)) throw error;
    await setAside(needs, tenant, stored, error.refusal.detail);
    return 0;
  }
}

/** Has an event stand before a person: what regulators hear of it cannot be planned. */
export async function setAside(
  { exceptions, now }: SetAsideNeeds,
  tenant: string,
  { eventId, captureId }: Pick<StoredEvent, 'eventId' | 'captureId'>,
  detail: string,
): Promise<void> {
  const finding = { rule: 'not-reported' as const, subject: eventId, epcs: [], eventIds: [eventId] };
  await exceptions.open(tenant, [{ ...finding, detail }], captureId, now());
  log('change-not-planned', { tenant, captureId, eventId });
}
