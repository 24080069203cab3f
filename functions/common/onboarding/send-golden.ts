import { randomBytes } from 'node:crypto';
import type { OpenChannel } from '#common/channels/open-channel.ts';
import type { PartnerMessage } from '#common/channels/partner-channel.ts';
import type { Endpoint } from '#common/http.ts';
import { orRefuse } from '#common/refused.ts';
import { sha256 } from '#common/sha256.ts';
import type { Verdict } from '#shared/delivery/verdict.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { actOn } from '#shared/network/onboarding/act-on.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { type TestFile, testFile } from '#shared/network/onboarding/test-files.ts';
import { isRefusal, refuse } from '#shared/refusal.ts';
import { counted } from './counted.ts';
import { ownPartnership } from './own-partner.ts';
import { partnerOf } from './partner-of.ts';
import { subjectOf } from './subject-of.ts';
import { takeAct } from './take-act.ts';
import { tellSent } from './tell-onboarding.ts';
import type { ConnectionNeeds } from './test-connection.ts';

/** For the attempt, in milliseconds: the gateway waits 30 seconds. */
const SEND_MS = 20_000;
/** Verdicts after which the partner has the message. */
const arrived: readonly Verdict['verdict'][] = ['acknowledged', 'received', 'pending'];

/**
 * Sends our golden message by the partner's channel, in the form that it will be told shipments in. It counts once the partner tells which bytes it got. Where nothing is sent the
 * partner fetches it with the answer.
 */
export const sendGolden =
  (needs: ConnectionNeeds): Endpoint =>
  async (request) => {
    const row = await ownPartnership(needs.onboardings, request);
    orRefuse(actOn(row, 'note-message'));
    const acting = { partner: row.partner, who: request };
    await takeAct(needs, acting, (before, at) => counted(before, at, 'test-message'));
    const at = needs.now().toISOString();
    const file = await goldenFor(needs, row, at);
    const digest = sha256(file.content);
    const id = `test-${randomBytes(12).toString('hex')}`;
    const partner = await partnerOf(needs, row);
    const fetched = partner.channel === 'portal' || partner.channel === 'network';
    const verdict: Verdict = fetched
      ? { verdict: 'pending' }
      : await sent(needs.open, row.tenant, partner, messageOf(id, file));
    const told = { id, sha256: digest, verdict: verdict.verdict, at, by: request.caller };
    const reason = 'reason' in verdict ? { detail: verdict.reason.slice(0, 500) } : {};
    const after = await takeAct(needs, acting, (before) => {
      if (subjectOf(before) !== subjectOf(row))
        return refuse('busy', 'the partnership was changed meanwhile', { remedy: 'send the same request again' });
      const shown = arrived.includes(verdict.verdict) && { change: { evidence: { sent: told } } };
      return { act: 'note-message', ...shown, detail: { ...told, ...reason }, told: 'onboarding-message-sent' };
    });
    const message = fetched ? { message: { contentType: file.contentType, content: file.content } } : {};
    return { status: 200, body: { state: after.state, sent: tellSent(told), ...reason, ...message } };
  };

/** From us to the partner. */
async function goldenFor(
  { registry }: ConnectionNeeds,
  { tenant, profile }: Onboarding,
  at: string,
): Promise<TestFile> {
  const own = orRefuse((await registry.tenant(tenant)) ?? refuse('conflict', `tenant ${tenant} has no profile yet`));
  // Nobody can write the message down who has not got it.
  const despatchAdvice = `TEST-${randomBytes(8).toString('hex')}`;
  const form = (profile?.document ?? 'epcis-2.0') === 'epcis-2.0' ? 'epcis-2.0-json' : 'epcis-1.2-xml';
  return orRefuse(testFile('golden', form, { sender: own.party, receiver: profile?.party ?? '', despatchAdvice }, at));
}

const messageOf = (id: string, { name, contentType, content, form }: TestFile): PartnerMessage => ({
  id,
  fileName: name,
  contentType,
  headers: form === 'epcis-2.0-json' ? { 'gs1-epcis-version': '2.0.0' } : {},
  body: new TextEncoder().encode(content),
});

async function sent(open: OpenChannel, tenant: string, partner: Partner, message: PartnerMessage): Promise<Verdict> {
  const channel = await open(tenant, partner);
  if (isRefusal(channel)) return { verdict: 'rejected', reason: channel.detail };
  return (await channel.send(message, AbortSignal.timeout(SEND_MS))).verdict;
}
