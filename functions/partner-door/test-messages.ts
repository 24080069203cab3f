import { type Endpoint, json } from '#common/http.ts';
import { ownPartnership } from '#common/onboarding/own-partner.ts';
import { subjectOf } from '#common/onboarding/subject-of.ts';
import { type ActNeeds, takeAct } from '#common/onboarding/take-act.ts';
import { read } from '#common/read.ts';
import { orRefuse } from '#common/refused.ts';
import type { Registry } from '#common/store/registry.ts';
import { messageTest } from '#shared/messages/onboarding-api.ts';
import { actOn } from '#shared/network/onboarding/act-on.ts';
import { missingMessages } from '#shared/network/onboarding/missing-messages.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { refuse } from '#shared/refusal.ts';
import { judgeFile } from './judge-file.ts';
import type { Shown } from './shown.ts';

export interface MessageNeeds extends ActNeeds {
  readonly registry: Pick<Registry, 'tenant'>;
}

/**
 * One piece of the message test: a file of the partner's, or what it got of ours. Nothing of it reaches the ledger: a file is judged and forgotten but for its name and hash.
 */
export const testMessages =
  (needs: MessageNeeds): Endpoint =>
  async (request) => {
    const piece = read(messageTest, json(request));
    const row = await ownPartnership(needs.onboardings, request);
    orRefuse(actOn(row, 'note-message'));
    const shown = piece.act === 'judge' ? judgeFile(piece, row, await partiesOf(needs, row)) : acknowledged(row, piece);
    const after = await takeAct(needs, { partner: row.partner, who: request }, (before, at) => {
      if (subjectOf(before) !== subjectOf(row))
        return refuse('busy', 'the partnership was changed meanwhile', { remedy: 'send the same request again' });
      const evidence = shown.evidence(before, { at, by: request.caller });
      const whole = missingMessages({ ...before, evidence: { ...before.evidence, ...evidence } }).length === 0;
      const act = shown.failed ? 'fail-message' : whole ? 'pass-message' : 'note-message';
      return { act, change: { evidence }, detail: shown.detail, told: 'onboarding-messages-tested' };
    });
    return { status: 200, body: { state: after.state, missing: missingMessages(after), ...shown.told } };
  };

/** They send, we receive. */
async function partiesOf({ registry }: MessageNeeds, { tenant, profile }: Onboarding) {
  const own = orRefuse((await registry.tenant(tenant)) ?? refuse('conflict', `tenant ${tenant} has no profile yet`));
  return { sender: profile?.party ?? '', receiver: own.party };
}

/** The partner tells which bytes it got. */
function acknowledged(
  { evidence }: Onboarding,
  { id, sha256 }: { readonly id: string; readonly sha256: string },
): Shown {
  const { sent } = evidence;
  if (sent?.id !== id)
    orRefuse(
      refuse('not-found', `${id} is not the message that was sent last`, {
        at: '/id',
        remedy: 'POST /partner/test-message sends one and tells its id',
      }),
    );
  if (sent?.sha256 !== sha256)
    orRefuse(
      refuse('conflict', 'these are not the bytes that were sent', {
        at: '/sha256',
        remedy: 'hash the body exactly as it came, before it is decoded or read',
      }),
    );
  return {
    evidence: ({ evidence: now }, done) => (now.sent?.id === id ? { sent: { ...now.sent, acknowledged: done } } : {}),
    detail: { acknowledged: id, sha256 },
    told: {},
  };
}
