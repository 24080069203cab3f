import { type Endpoint, json, type Request } from '#common/http.ts';
import { ownPartnership } from '#common/onboarding/own-partner.ts';
import { partnersAuthors } from '#common/onboarding/partners-authors.ts';
import { takeAct } from '#common/onboarding/take-act.ts';
import { takeBack } from '#common/onboarding/take-back.ts';
import { versionOf } from '#common/onboarding/version-of.ts';
import { read } from '#common/read.ts';
import { orRefuse } from '#common/refused.ts';
import { takeStep } from '#common/take-step.ts';
import { saveDraft, submitVersion } from '#shared/master-data/change-version.ts';
import { type Content, inForce, type MasterHead, sameContent } from '#shared/master-data/version.ts';
import { partnerApproval } from '#shared/messages/onboarding-api.ts';
import { actOn } from '#shared/network/onboarding/act-on.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import type { ProfileNeeds } from './put-profile.ts';
import { toldToPartner } from './show-profile.ts';

/**
 * The partner's approval of what was tested, by name: it becomes a version of the master data, written and submitted by the partner's client, that waits for one of ours. Sent again it
 * changes nothing.
 */
export const approveAsPartner =
  (needs: ProfileNeeds): Endpoint =>
  async (request) => {
    const said = read(partnerApproval, json(request));
    const row = await ownPartnership(needs.onboardings, request);
    const partner = { ...said, at: needs.now().toISOString(), by: request.caller };
    orRefuse(actOn(row, 'approve-as-partner', { evidence: { partner } }));
    const stored = await needs.master.get(row.tenant, 'partner', row.partner);
    const { content, digest } = orRefuse(versionOf(row, stored?.head));
    if (digest !== said.digest)
      orRefuse(
        refuse('conflict', 'the version is another than you read', {
          at: '/digest',
          remedy: 'GET /partner/profile, read content and digest again, then approve',
        }),
      );
    if (row.state === 'approved-by-partner' && row.evidence.partner?.digest === digest)
      return { status: 200, body: await toldToPartner(needs, row) };
    const submitted = await submit(needs, request, row, content);
    const after = await takeAct(needs, { partner: row.partner, who: request }, (before) =>
      before.version === row.version
        ? {
            act: 'approve-as-partner',
            change: { evidence: { partner }, submitted, returned: undefined },
            detail: { ...said, version: submitted.version },
            told: 'onboarding-approved-by-partner',
          }
        : refuse('conflict', 'the partnership was changed meanwhile', { remedy: 'GET /partner/profile, then approve' }),
    );
    return { status: 200, body: await toldToPartner(needs, after) };
  };

/** Writes and submits the version; after a crash it is found as it was left. What is in force already waits for nobody. */
async function submit(needs: ProfileNeeds, who: Request, row: Onboarding, content: Content) {
  const target = { kind: 'partner', id: row.partner, who } as const;
  const open = (await needs.master.get(row.tenant, 'partner', row.partner))?.head.open;
  // Handed in by a call that was cut off, before something was changed.
  if (open !== undefined && !sameContent(open.content, content))
    await takeBack(needs, row, who, 'the partner approved another');
  const clients = await partnersAuthors(needs, row, open?.authors ?? []);
  const saved = await takeStep(needs, target, {
    decide: (head, doer) => worked(head, content, [doer.by, ...clients.keys()]) ?? saveDraft(head, content, doer),
  });
  if (saved.head.open === undefined) return inForceAs(saved.head, needs.now());
  const { head } = await takeStep(needs, target, { decide: (now, doer) => submitVersion(now, doer) });
  const { version, revision } = orRefuse(
    head.open ?? refuse('busy', 'the version was decided about meanwhile', { remedy: 'GET /partner/profile' }),
  );
  return { version, revision };
}

/** Refuses to write over what one of ours is working at. */
function worked(head: MasterHead | undefined, content: Content, clients: readonly string[]): Refusal | undefined {
  const open = head?.open;
  if (open === undefined || sameContent(open.content, content)) return undefined;
  if (open.authors.every((one) => clients.includes(one))) return undefined;
  return refuse('conflict', 'our side is changing what it says of you', {
    remedy: 'ask whoever invited you to have that approved or dropped, then approve',
  });
}

function inForceAs({ current, latest }: MasterHead, at: Date) {
  return { version: inForce(current, at.toISOString())?.version ?? latest, revision: 0 };
}
