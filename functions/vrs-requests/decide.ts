import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json, type Request } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { auditPut } from '#common/store/audit.ts';
import type { VerificationChange } from '#common/store/verification-row.ts';
import type { AuditAct } from '#shared/access/audit-acts.ts';
import { verificationReason } from '#shared/messages/verifications-api.ts';
import { refuse } from '#shared/refusal.ts';
import type { ApiNeeds } from './needs.ts';
import { findVerification } from './show-verifications.ts';
import { tellVerification } from './tell-verification.ts';

type Needs = Pick<ApiNeeds, 'verifications' | 'registryTable' | 'now' | 'wake'>;

/** What was not answered is asked again. */
export const retryVerification =
  (needs: Needs): Endpoint =>
  async (request) => {
    const { reason } = read(verificationReason, json(request));
    const body = await decide(needs, request, 'verification-retried', reason, { state: 'open', attempts: 0 });
    await needs.wake({ tenant: request.tenant, verification: body.id });
    return { status: 202, body };
  };

/** A person settled it otherwise, e.g. by telephone. */
export const closeVerification =
  (needs: Needs): Endpoint =>
  async (request) => {
    const { reason } = read(verificationReason, json(request));
    const before = await findVerification(needs, request);
    const { closed: was } = before;
    // The same again, e.g. after an answer that was lost.
    if (was?.by === request.caller && was.reason === reason) return { status: 200, body: tellVerification(before) };
    const closed = { at: needs.now().toISOString(), by: request.caller, reason };
    const body = await decide(needs, request, 'verification-closed', reason, { state: 'closed', closed });
    return { status: 200, body };
  };

async function decide(
  { verifications, registryTable, now }: Needs,
  request: Request,
  act: AuditAct,
  reason: string,
  change: VerificationChange,
) {
  const row = await findVerification({ verifications }, request);
  const { state, id, tenant } = row;
  const isLeft = state === 'needs-person' || state === 'unanswered' || (state === 'open' && change.state === 'closed');
  if (!isLeft)
    throw new Refused(
      refuse('conflict', `the verification is ${state}`, { remedy: 'only what was not answered is retried or closed' }),
    );
  const at = now();
  const entry = entryOf(request, at.toISOString(), act, `verification ${id}`, { detail: { was: state, reason } });
  if ((await verifications.decide(row, change, at, auditPut(registryTable, tenant, entry))) === 'moved')
    throw new Refused(refuse('conflict', 'the verification has just moved on', { remedy: 'read it again' }));
  return tellVerification(await findVerification({ verifications }, request));
}
