import { type As2Needs, as2Opener } from '#common/as2/as2-channel.ts';
import { type CarryNeeds, carryFrozen } from '#common/channels/carry-frozen.ts';
import type { MayPartner } from '#common/may-partner.ts';
import { orRefuse } from '#common/refused.ts';
import type { Tried } from '#common/run-delivery.ts';
import type { Claim } from '#common/store/deliveries.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { Registry } from '#common/store/registry.ts';
import { refuse } from '#shared/refusal.ts';

interface Needs extends Omit<As2Needs, 'evidence'>, Omit<CarryNeeds, 'evidence'> {
  readonly evidence: EvidenceStore;
  readonly registry: Pick<Registry, 'partner'>;
  readonly may: MayPartner;
}

/** One exchange with a partner by AS2 about a message that is written already. One whose partnership is suspended after it was let in is parked: a person has it sent again afterwards. */
export const carryAs2 =
  (needs: Needs) =>
  async (claim: Claim): Promise<Tried> => {
    const { tenant, partner: id = '', deliveryId } = claim.delivery;
    const partner = orRefuse((await needs.registry.partner(tenant, id)) ?? refuse('not-found', `no partner ${id}`));
    const stopped = await needs.may(tenant, id);
    if (stopped !== undefined) return { verdict: { verdict: 'stopped', reason: stopped.detail } };
    const channel = orRefuse(await as2Opener(needs, deliveryId)(tenant, partner));
    return carryFrozen(needs, claim, channel);
  };
