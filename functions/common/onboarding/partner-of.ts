import * as v from 'valibot';
import { orRefuse } from '#common/refused.ts';
import type { MasterData } from '#common/store/master-data.ts';
import { type Partner, partner as shape } from '#shared/master-data/partner.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { versionOf } from './version-of.ts';

/** The partner as it would be in force. */
export async function partnerOf(
  { master }: { readonly master: Pick<MasterData, 'get'> },
  row: Onboarding,
): Promise<Partner> {
  const read = await master.get(row.tenant, 'partner', row.partner);
  const { content } = orRefuse(versionOf(row, read?.head));
  return { partner: row.partner, ...v.parse(shape, content) };
}
