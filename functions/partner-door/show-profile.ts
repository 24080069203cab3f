import type { Endpoint } from '#common/http.ts';
import { ownPartnership } from '#common/onboarding/own-partner.ts';
import type { ActNeeds } from '#common/onboarding/take-act.ts';
import { tellPartner } from '#common/onboarding/tell-onboarding.ts';
import { versionOf } from '#common/onboarding/version-of.ts';
import type { MasterData } from '#common/store/master-data.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { isRefusal } from '#shared/refusal.ts';

export interface ShowNeeds extends ActNeeds {
  readonly master: Pick<MasterData, 'get'>;
}

/** The partnership as the partner sees it; once profile and channel are there with what both approve, and its digest. */
export const showProfile =
  (needs: ShowNeeds): Endpoint =>
  async (request) => ({
    status: 200,
    body: await toldToPartner(needs, await ownPartnership(needs.onboardings, request)),
    headers: { 'cache-control': 'no-store' },
  });

export async function toldToPartner({ master, now }: ShowNeeds, row: Onboarding) {
  const read = await master.get(row.tenant, 'partner', row.partner);
  const version = versionOf(row, read?.head);
  const approvable = isRefusal(version) ? {} : { content: version.told, digest: version.digest };
  return { ...tellPartner(row, now().toISOString()), ...approvable };
}
