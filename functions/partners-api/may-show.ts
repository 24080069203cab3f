import * as v from 'valibot';
import type { PartnerCredentials } from '#common/store/partner-credentials.ts';
import { type Partner, partner as partnerShape } from '#shared/master-data/partner.ts';
import { type MasterHead, stillCounting } from '#shared/master-data/version.ts';
import { credentialTaken } from '#shared/network/credential-kinds.ts';
import { isTold, leadsAlike } from '#shared/network/leads-alike.ts';

interface Asked {
  readonly tenant: string;
  /** The `sub` of whoever asks. */
  readonly caller: string;
  readonly head: MasterHead;
  readonly partner: Partner;
  /** ISO 8601. */
  readonly at: string;
}

/**
 * True where a version of a partner may be shown the credential that is kept for it: two people have agreed to show it there. A draft is one person's word, and
 * would tell it to whomever that names. Of a partner of which nothing is approved whoever set the credential knows it, and tells it to nobody else than before.
 */
export async function mayShow(
  credentials: Pick<PartnerCredentials, 'told'>,
  { tenant, caller, head, partner, at }: Asked,
): Promise<boolean> {
  const kind = credentialTaken(partner);
  if (kind === undefined || !isTold(kind)) return true;
  const agreed = stillCounting(head.current, at).flatMap(({ content }) =>
    content === undefined ? [] : [v.parse(partnerShape, content)],
  );
  if (agreed.length > 0) return agreed.some((one) => leadsAlike(partner, one));
  const kept = (await credentials.told(tenant, partner.partner)).find((one) => one.kind === kind);
  return kept === undefined || kept.setBy === caller;
}
