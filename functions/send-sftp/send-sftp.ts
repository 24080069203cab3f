import { cannotYet } from '#common/channels/cannot-yet.ts';
import { type CarryNeeds, carryFrozen } from '#common/channels/carry-frozen.ts';
import { orRefuse } from '#common/refused.ts';
import type { Tried } from '#common/run-delivery.ts';
import type { ServerNeeds } from '#common/sftp/partner-server.ts';
import { sftpOpener } from '#common/sftp/sftp-opener.ts';
import type { Claim } from '#common/store/deliveries.ts';
import type { Registry } from '#common/store/registry.ts';
import { isRefusal, refuse } from '#shared/refusal.ts';

export interface SendSftpNeeds extends CarryNeeds, ServerNeeds {
  readonly registry: Pick<Registry, 'partner'>;
}

/** One turn with a partner's server: puts the written message there, or looks what the partner says of it. */
export const sendSftp = (needs: SendSftpNeeds) => {
  const open = sftpOpener(needs);
  return async (claim: Claim): Promise<Tried> => {
    const { tenant, partner: id } = claim.delivery;
    const partner = id === undefined ? undefined : await needs.registry.partner(tenant, id);
    const channel = await open(tenant, orRefuse(partner ?? refuse('not-found', `no partner ${id}`)));
    return isRefusal(channel) ? cannotYet(channel) : carryFrozen(needs, claim, channel);
  };
};
