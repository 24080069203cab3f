import { type As2Needs, as2Opener } from '#common/as2/as2-channel.ts';
import { cannotYet } from '#common/channels/cannot-yet.ts';
import { type CarryNeeds, carryFrozen } from '#common/channels/carry-frozen.ts';
import type { MayPartner } from '#common/may-partner.ts';
import { orRefuse } from '#common/refused.ts';
import type { Postponed, Tried } from '#common/run-delivery.ts';
import type { Claim } from '#common/store/deliveries.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { Registry } from '#common/store/registry.ts';
import { isRefusal, refuse } from '#shared/refusal.ts';

interface Needs extends Omit<As2Needs, 'evidence'>, Omit<CarryNeeds, 'evidence'> {
  readonly evidence: EvidenceStore;
  readonly registry: Pick<Registry, 'partner'>;
  readonly may: MayPartner;
}

/** Seconds until it comes to the door again, where it is told what becomes of it. */
const HELD_S = 60;

/** One exchange with a partner by AS2 about a message that is written already. One whose partnership is suspended, or ended, after it was let in goes out again. */
export const carryAs2 =
  (needs: Needs) =>
  async (claim: Claim): Promise<Tried | Postponed> => {
    const { tenant, partner: id = '', deliveryId } = claim.delivery;
    const partner = orRefuse((await needs.registry.partner(tenant, id)) ?? refuse('not-found', `no partner ${id}`));
    const stopped = await needs.may(tenant, id);
    if (stopped !== undefined) return { postponed: stopped.detail, wait: HELD_S };
    const channel = await as2Opener(needs, deliveryId)(tenant, partner);
    return isRefusal(channel) ? cannotYet(channel) : carryFrozen(needs, claim, channel);
  };
