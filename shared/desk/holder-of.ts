import type { ObjectEvent } from '../epcis/event.ts';
import { canonicalEpc } from '../gs1/canonical-epc.ts';
import { aliveAfter } from '../trace/alive-after.ts';
import type { Step } from '../trace/journey.ts';
import { rolesOf } from '../trace/timeline.ts';

/** Who has a pack now, as far as events tell. */
export interface Holder {
  /** Canonical; absent while it is with us. */
  readonly party?: string;
  /** sent: on its way there · held: they have it, or never told otherwise · dispensed: with a patient · ended: destroyed, sampled, decommissioned. */
  readonly how: 'sent' | 'held' | 'dispensed' | 'ended';
}

const ours: Holder = { how: 'held' };
const gone = ['dispensing', 'retail_selling'];

/**
 * Who has a pack at the end of its journey: the last party it was shipped to, or that received it. A voided shipment did not happen (CBV 2.0 §7.1,
 * void_shipping); what is declared an error counts for nothing.
 *
 * @param isOwn tells our own party (canonical)
 */
export function holderOf(journey: readonly Step[], isOwn: (party: string) => boolean): Holder {
  const before: Holder[] = [ours];
  for (const { happening, epc, through } of journey) {
    const { event } = happening.stored;
    if (happening.declarations.length > 0) continue;
    const last = before.at(-1) ?? ours;
    if (through.length === 0 && rolesOf(happening, epc).some((role) => aliveAfter(event, role) === false)) {
      before.push({ ...last, how: 'ended' });
      continue;
    }
    if (event.type !== 'ObjectEvent' || event.action !== 'OBSERVE') continue;
    if (event.bizStep === 'void_shipping') {
      if (last.how === 'sent' && before.length > 1) before.pop();
    } else if (event.bizStep === 'shipping') before.push(at(takerOf(event), 'sent', isOwn));
    else if (event.bizStep === 'receiving' || event.bizStep === 'accepting')
      before.push(at(takerOf(event) ?? last.party, 'held', isOwn));
    else if (gone.includes(event.bizStep ?? '')) before.push({ ...last, how: 'dispensed' });
  }
  return before.at(-1) ?? ours;
}

const at = (party: string | undefined, how: Holder['how'], isOwn: (party: string) => boolean): Holder =>
  party === undefined ? { how } : isOwn(party) ? ours : { party, how };

/** Who has goods answers for them, before who owns them. */
function takerOf({ destinationList = [] }: ObjectEvent): string | undefined {
  const named = (role: string) => destinationList.find(({ type }) => type.endsWith(role))?.destination;
  const taker = named('possessing_party') ?? named('owning_party');
  return taker && canonicalEpc(taker);
}
