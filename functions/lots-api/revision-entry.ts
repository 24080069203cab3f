import { entryOf } from '#common/entry-of.ts';
import type { Request } from '#common/http.ts';
import type { Lot } from '#common/store/lots.ts';
import type { OrderRevision } from '#shared/messages/orders-api.ts';
import { differing, standsOn } from '#shared/orders/revisions.ts';

/** What the audit trail says of a revision: what was and what is wished, and why. */
export function revisionEntry(request: Request, lot: Lot, { revision, at, reason, cancel, ...content }: OrderRevision) {
  const before = standsOn(lot);
  const changed = differing(content, before);
  const detail = {
    order: lot.order,
    revision,
    reason,
    ...(cancel !== true && {
      was: Object.fromEntries(changed.map((name) => [name, before[name] ?? null])),
      now: Object.fromEntries(changed.map((name) => [name, content[name] ?? null])),
    }),
  };
  const act = cancel === true ? 'order-cancel-wished' : 'order-change-wished';
  return entryOf(request, at, act, `lot ${lot.gtin} ${lot.lot}`, { detail });
}
