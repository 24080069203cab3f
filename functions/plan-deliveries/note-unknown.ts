import { log } from '#common/log.ts';
import { exceptionId, isActive } from '#common/store/exception-row.ts';
import type { Exceptions } from '#common/store/exceptions.ts';
import type { UnknownCountries } from '#common/store/unknown-countries.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';

export interface UnknownNeeds {
  readonly exceptions: Pick<Exceptions, 'open' | 'get' | 'clear'>;
  readonly unknownCountries: UnknownCountries;
  readonly now: () => Date;
}

const findingOf = (eventId: string) => ({
  rule: 'unknown-country' as const,
  subject: eventId,
  epcs: [],
  eventIds: [eventId],
});

/** Has a person say where a shipment went, and the planner look again until that is known. The row comes first: without it nobody would look. */
export async function noteUnknown(
  needs: UnknownNeeds,
  tenant: string,
  { eventId, captureId }: StoredEvent,
  detail: string,
): Promise<void> {
  await needs.unknownCountries.note(tenant, eventId, needs.now());
  const opened = await needs.exceptions.open(tenant, [{ ...findingOf(eventId), detail }], captureId, needs.now());
  if (opened.length > 0) log('change-not-planned', { tenant, captureId, eventId });
}

/** The country is still unknown: it is looked at again, unless a person said that there is nothing to be told. */
export async function putOff(needs: UnknownNeeds, tenant: string, eventId: string): Promise<void> {
  const row = await needs.exceptions.get(tenant, exceptionId(findingOf(eventId)));
  if (row !== undefined && !isActive(row)) return needs.unknownCountries.settle(tenant, eventId);
  await needs.unknownCountries.note(tenant, eventId, needs.now());
}

/** The country is known, or does not matter any more. */
export async function settleUnknown(needs: UnknownNeeds, tenant: string, eventId: string): Promise<void> {
  const row = await needs.exceptions.get(tenant, exceptionId(findingOf(eventId)));
  // Who changes it at the same moment leaves it open: the planner comes again.
  if (row !== undefined && isActive(row)) {
    const cleared = await needs.exceptions.clear(tenant, row, needs.now(), 'where it went is known');
    if (cleared !== 'done') return needs.unknownCountries.note(tenant, eventId, needs.now());
  }
  await needs.unknownCountries.settle(tenant, eventId);
}
