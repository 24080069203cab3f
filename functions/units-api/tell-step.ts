import { lineOfJob } from '#common/store/list-capture-jobs.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Step } from '#shared/trace/journey.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';

/**
 * One line of a history. `epc` is what it happened to, `through` the containers from the unit up to it. `error` tells of an event that
 * a declaration says did not happen; `corrects` names the events in whose place this one stands. `reportedBy` handed it to the repository.
 */
export function tellStep({ happening, epc, through }: Step, corrects: readonly string[]) {
  const { eventId, recordTime, captureId, event } = happening.stored;
  const [declaration] = happening.declarations;
  const error = declaration?.event.errorDeclaration;
  return {
    eventId,
    eventTime: event.eventTime,
    eventTimeZoneOffset: event.eventTimeZoneOffset,
    recordTime,
    captureId,
    reportedBy: reporterOf(happening.stored),
    epc,
    ...(through.length > 0 && { through }),
    ...told(event, epc),
    ...(error !== undefined && {
      error: {
        declarationTime: error.declarationTime,
        ...(error.reason !== undefined && { reason: error.reason }),
        ...(error.correctiveEventIDs !== undefined && { correctiveEventIDs: error.correctiveEventIDs }),
      },
    }),
    ...(corrects.length > 0 && { corrects }),
  };
}

/** A line by its site and tenant, a caller or a partner; undefined of what was captured before that was kept. */
const reporterOf = ({ captureId, reporter }: StoredEvent) => lineOfJob(captureId) ?? reporter;

function told(event: EpcisEvent, epc: string) {
  const { type, bizStep, disposition, persistentDisposition, readPoint, bizLocation } = event;
  const { bizTransactionList, sourceList, destinationList } = event;
  const parent = 'parentID' in event && typeof event.parentID === 'string' ? canonicalEpc(event.parentID) : undefined;
  return {
    type,
    ...('action' in event && { action: event.action }),
    ...(bizStep !== undefined && { bizStep }),
    ...(disposition !== undefined && { disposition }),
    ...(persistentDisposition !== undefined && { persistentDisposition }),
    ...(readPoint !== undefined && { readPoint: readPoint.id }),
    ...(bizLocation !== undefined && { bizLocation: bizLocation.id }),
    ...(parent !== undefined && parent !== epc && { parent }),
    ...(sourceList !== undefined && { sources: sourceList }),
    ...(destinationList !== undefined && { destinations: destinationList }),
    ...(bizTransactionList !== undefined && { bizTransactions: bizTransactionList }),
  };
}
