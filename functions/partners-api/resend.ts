import { entryOf } from '#common/entry-of.ts';
import type { Endpoint } from '#common/http.ts';
import { orRefuse } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import { auditPut } from '#common/store/audit.ts';
import type { MasterData } from '#common/store/master-data.ts';
import type { PartnerResend, PartnerResends } from '#common/store/partner-resends.ts';
import { refuse } from '#shared/refusal.ts';
import { knownPartner } from './known-partner.ts';

interface Needs {
  readonly master: Pick<MasterData, 'get'>;
  readonly resends: Pick<PartnerResends, 'begin' | 'get'>;
  /** The partner queue. */
  readonly wake: SendToQueue;
  /** Where the audit trail is kept. */
  readonly registryTable: string;
  readonly now: () => Date;
}

/** Has everything sent again that is parked for a partner. Asked for again while that is under way it answers how far it has come. */
export const resendAll =
  (needs: Needs): Endpoint =>
  async (request) => {
    const { tenant, caller, home } = request;
    const partner = await knownPartner(needs, request);
    const at = needs.now();
    const entry = entryOf(request, at.toISOString(), 'partner-resent', `partner ${partner}`);
    const told = auditPut(needs.registryTable, tenant, entry);
    const begun = await needs.resends.begin({ tenant, partner, by: caller, home }, at, told);
    if (begun === 'begun') await needs.wake({ tenant, resendTo: partner });
    const resend = await needs.resends.get(tenant, partner);
    const body = tellResend(orRefuse(resend ?? refuse('not-found', `nothing of partner ${partner} is sent again`)));
    return { status: 202, body, headers: { 'cache-control': 'no-store' } };
  };

export const tellResend = ({ partner, state, startedAt, by, looked, resent, endedAt }: PartnerResend) => ({
  partner,
  state,
  startedAt,
  by,
  looked,
  resent,
  ...(endedAt !== undefined && { endedAt }),
});
