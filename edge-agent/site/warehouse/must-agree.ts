import type { EpcisEvent } from '#shared/epcis/event.ts';
import { checkGroup } from '#shared/line/check-group.ts';
import { refuse } from '#shared/refusal.ts';
import { Refused } from '../../refused.ts';
import type { Inventory } from '../../store/inventory.ts';
import type { SiteExceptions } from '../../store/site-exceptions.ts';

/**
 * Holds events of the warehouse against what it has recorded, by the rules that what a line tells is held against (`integrity-door.ts`). A line goes
 * on and its events wait for a person; in a warehouse the person stands there, so the whole act is refused. What came from elsewhere exists because
 * others have told so, and its lot is as it was told here.
 */
export function mustAgree(
  { inventory, exceptions }: { readonly inventory: Inventory; readonly exceptions: SiteExceptions },
  events: readonly EpcisEvent[],
): void {
  const nothingHeld = exceptions.holdsNothing();
  const of = (epc: string) => {
    const one = inventory.find(epc);
    if (one === undefined) return undefined;
    const { lot = '', expiry = '', isTold, parent } = one;
    return { lot, expiry, isTold, parent, heldBy: nothingHeld ? undefined : exceptions.holderOf(epc) };
  };
  const [wrong] = checkGroup(events, { of });
  if (wrong === undefined) return;
  const { detail, rule, remedy } = wrong;
  throw new Refused(refuse('conflict', detail, { rule, remedy }));
}
