import type { Endpoint } from '#common/http.ts';
import { Refused } from '#common/refused.ts';
import type { Ledger } from '#common/store/ledger.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { identify } from '#shared/gs1/identify.ts';
import { refuse } from '#shared/refusal.ts';
import { childrenOf } from '#shared/trace/children-of.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { epcOfPath } from './epc-of-path.ts';
import { traceUnit } from './trace-unit.ts';

/** A unit: what it is now, what it is packed in, what is in it, and what happened to it. */
export const showUnit =
  (needs: { ledger: Ledger }): Endpoint =>
  async ({ tenant, path }) => {
    const epc = epcOfPath(path['epc'] ?? '');
    const { state, events, parents } = await traceUnit(needs.ledger, tenant, epc);
    if (!state.known)
      throw new Refused(
        refuse('not-found', `no captured event names ${epc}`, {
          remedy: 'give the unit as EPC URN or GS1 Digital Link; a serial counts with case and leading zeros',
        }),
      );
    const children = childrenOf(epc, events);
    return {
      status: 200,
      body: {
        ...state,
        parents: parents.map((parent) => ({ epc: parent, kind: identify(parent).kind })),
        ...(children.length > 0 && { children }),
        history: events.map((stored) => told(stored, epc)),
      },
    };
  };

/** One line of a unit's history. */
function told({ eventId, event }: StoredEvent, epc: string) {
  const { eventTime, type, bizStep, disposition, readPoint, errorDeclaration } = event;
  const parent = 'parentID' in event && typeof event.parentID === 'string' ? canonicalEpc(event.parentID) : undefined;
  return {
    eventId,
    eventTime,
    type,
    ...('action' in event && { action: event.action }),
    ...(bizStep !== undefined && { bizStep }),
    ...(disposition !== undefined && { disposition }),
    ...(readPoint !== undefined && { readPoint: readPoint.id }),
    ...(parent !== undefined && parent !== epc && { parent }),
    ...(errorDeclaration !== undefined && { errorDeclaration }),
  };
}
