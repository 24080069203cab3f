import { Refused } from '#common/refused.ts';
import type { ReportHead } from '#shared/dscsa/write-report.ts';
import { refuse } from '#shared/refusal.ts';
import type { ApiNeeds } from './needs.ts';

/** Who a report says that it is from. @throws Refused `conflict` when nobody is set, as the schema wants an address */
export async function senderOf(
  { settings, registry }: Pick<ApiNeeds, 'settings' | 'registry'>,
  tenant: string,
): Promise<ReportHead['sender']> {
  const [{ contact }, profile] = await Promise.all([settings.get(tenant), registry.tenant(tenant)]);
  if (contact !== undefined) return { ...contact, gln: profile?.gln };
  throw new Refused(
    refuse('conflict', 'no contact is set that a report could name', {
      at: '/contact',
      rule: 'PDG ExceptionsSchemas, ContactInformation',
      remedy: 'PUT /api/dscsa/settings with contact',
    }),
  );
}
