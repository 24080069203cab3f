import type { IsWithheld } from '#common/dscsa/is-withheld.ts';
import { Refused } from '#common/refused.ts';
import type { Registry } from '#common/store/registry.ts';
import type { Verification } from '#common/store/verification-row.ts';
import type { VerificationClaim } from '#common/store/verifications.ts';
import type { VrsSettings } from '#common/store/vrs-settings.ts';
import { audienceOf } from '#shared/vrs/directory-entry.ts';
import type { Judgement } from '#shared/vrs/judge-pack.ts';
import type { Heard } from '#shared/vrs/read-answer.ts';
import { admitCredential } from './admit-credential.ts';
import type { AtpOf } from './atp.ts';
import { type EndNeeds, end } from './end-verification.ts';
import { type JudgeNeeds, judgeUnit } from './judge-unit.ts';

export interface RepositoryNeeds extends EndNeeds, JudgeNeeds {
  readonly registry: Pick<Registry, 'tenant' | 'ownerOfGtin'>;
  readonly settingsOf: (tenant: string) => Promise<VrsSettings>;
  readonly atpOf: AtpOf;
  readonly isWithheld: IsWithheld;
}

/** A pack of a tenant of this house is judged as its responder would: what the owner demands of others, it demands here. */
export async function answerFromRepository(
  needs: RepositoryNeeds,
  claim: VerificationClaim,
  owner: string,
): Promise<Verification> {
  const gln = (await needs.registry.tenant(owner))?.gln;
  const heard = gln === undefined ? noResponder : await judged(needs, claim.row, owner, gln);
  return end(needs, claim, { ...heard, answeredBy: 'repository' });
}

const withheld: Judgement = { verified: false, verificationFailureReason: 'No_reason_provided' };

const noResponder: Heard = { outcome: 'not-found-in-directory', detail: 'the owner of the GTIN has no GLN' };

async function judged(needs: RepositoryNeeds, row: Verification, owner: string, gln: string): Promise<Heard> {
  try {
    return await hear(needs, row, owner, gln);
  } catch (error) {
    // Our own secret cannot be used, for instance.
    if (error instanceof Refused && error.refusal.refused !== 'busy')
      return { outcome: 'not-permitted', detail: error.refusal.detail };
    throw error;
  }
}

async function hear(needs: RepositoryNeeds, row: Verification, owner: string, gln: string): Promise<Heard> {
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
  const [known, isWithheld] = await Promise.all([judgeUnit(needs, owner, row), needs.isWithheld(owner, row)]);
  // Of suspect and illegitimate product nothing good is told.
  const { verified, verificationFailureReason: reason, additionalInfo } = isWithheld ? withheld : known;
  const said = { responderGLN: gln, verifiedAt: needs.now().toISOString(), ...(additionalInfo && { additionalInfo }) };
  if (!verified) return { outcome: 'not-verified', ...(reason && { reason }), ...said };
  return { outcome: additionalInfo === 'recalled' ? 'recalled' : 'verified', ...said };
}
