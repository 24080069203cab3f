import type { Verification } from '#common/store/verification-row.ts';
import type { VerificationClaim } from '#common/store/verifications.ts';
import { admitCredential } from '#common/vrs/admit-credential.ts';
import { judgeUnit } from '#common/vrs/judge-unit.ts';
import { end } from '#common/vrs/run-verification.ts';
import { audienceOf } from '#shared/vrs/directory-entry.ts';
import type { Heard } from '#shared/vrs/read-answer.ts';
import type { ApiNeeds } from './needs.ts';

/** A pack of a tenant of this house is judged as its responder would: what the owner demands of others, it demands here. */
export async function answerFromRepository(
  needs: ApiNeeds,
  claim: VerificationClaim,
  owner: string,
): Promise<Verification> {
  const gln = (await needs.registry.tenant(owner))?.gln;
  const heard = gln === undefined ? noResponder : await hear(needs, claim.row, owner, gln);
  return end(needs, claim, { ...heard, answeredBy: 'repository' });
}

const noResponder: Heard = { outcome: 'not-found-in-directory', detail: 'the owner of the GTIN has no GLN' };

async function hear(needs: ApiNeeds, row: Verification, owner: string, gln: string): Promise<Heard> {
  const { tenant, corrUUID } = row;
  if (owner !== tenant) {
    const [ours, theirs] = await Promise.all([needs.settingsOf(tenant), needs.settingsOf(owner)]);
    const presented = theirs.demands
      ? await needs.atpOf(tenant, ours).present(corrUUID, theirs.audience ?? audienceOf(gln))
      : undefined;
    const shown = { gln, corrUUID, presentation: presented?.presentation };
    const refusal = await admitCredential(needs.atpOf, owner, theirs, shown);
    if (refusal !== undefined)
      return {
        outcome: refusal.refused === 'busy' ? 'responder-unavailable' : 'not-permitted',
        detail: refusal.detail,
      };
  }
  const { verified, verificationFailureReason: reason, additionalInfo } = await judgeUnit(needs, owner, row);
  const said = { responderGLN: gln, verifiedAt: needs.now().toISOString(), ...(additionalInfo && { additionalInfo }) };
  if (!verified) return { outcome: 'not-verified', ...(reason && { reason }), ...said };
  return { outcome: additionalInfo === 'recalled' ? 'recalled' : 'verified', ...said };
}
