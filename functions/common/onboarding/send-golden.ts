import { createHash, randomBytes } from 'node:crypto';
import type { OpenChannel } from '#common/channels/open-channel.ts';
import type { PartnerMessage } from '#common/channels/partner-channel.ts';
import type { Endpoint } from '#common/http.ts';
import type { writeByMapping } from '#common/mapping/write-by-mapping.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { Verdict } from '#shared/delivery/verdict.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { actOn } from '#shared/network/onboarding/act-on.ts';
import { testEvents } from '#shared/network/onboarding/test-events.ts';
import { testFile } from '#shared/network/onboarding/test-files.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { counted } from './counted.ts';
import { noProfile } from './no-profile.ts';
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

export interface GoldenNeeds extends ConnectionNeeds {
  /** Writes by the mapping that is agreed on; absent where there is no room for it: then EPCIS shows that the channel carries. */
  readonly write?: ReturnType<typeof writeByMapping>;
}

/**
 * Sends our golden message by the partner's channel, in the form that it will be told shipments in. It counts once the partner tells which bytes it got. Where nothing is sent the
 * partner fetches it with the answer.
 */
export const sendGolden =
  (needs: GoldenNeeds): Endpoint =>
  async (request) => {
    const row = await ownPartnership(needs.onboardings, request);
    orRefuse(actOn(row, 'note-message', {}, `POST ${request.url}`));
    const acting = { partner: row.partner, who: request };
    await takeAct(needs, acting, (before, at) => counted(before, at, 'test-message'));
    const at = needs.now().toISOString();
    const partner = await partnerOf(needs, row);
    const file = await goldenFor(needs, row.tenant, partner, at);
    const digest = createHash('sha256').update(file.body).digest('hex');
    const id = `test-${randomBytes(12).toString('hex')}`;
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
    const content = new TextDecoder().decode(file.body);
    const message = fetched ? { message: { contentType: file.contentType, content } } : {};
    return { status: 200, body: { state: after.state, sent: tellSent(told), ...reason, ...message } };
  };

/** From us to the partner, as shipments will be told to it. */
async function goldenFor(needs: GoldenNeeds, tenant: string, partner: Partner, at: string): Promise<Golden> {
  const own = orRefuse((await needs.registry.tenant(tenant)) ?? noProfile(tenant));
  // Nobody can write the message down who has not got it.
  const despatchAdvice = `TEST-${randomBytes(8).toString('hex')}`;
  const parties = { sender: own.party, receiver: partner.party, despatchAdvice };
  const name = partner.mapping?.out;
  if (name !== undefined && needs.write !== undefined) {
    const events = orRefuse(testEvents(parties, at));
    const written = await needs.write(tenant, name, { ...parties, events, id: despatchAdvice, at });
    if (Array.isArray(written)) throw new Refused(unwritten(name, written[0]));
    const { body, contentType, fileExtension } = written;
    return { name: `test-golden.${fileExtension}`, contentType, body, headers: {} };
  }
  const form = (partner.document ?? 'epcis-2.0') === 'epcis-2.0' ? 'epcis-2.0-json' : 'epcis-1.2-xml';
  const { content, ...file } = orRefuse(testFile('golden', { form }, parties, at));
  const headers: Golden['headers'] = form === 'epcis-2.0-json' ? { 'gs1-epcis-version': '2.0.0' } : {};
  return { name: file.name, contentType: file.contentType, body: new TextEncoder().encode(content), headers };
}

interface Golden extends Pick<PartnerMessage, 'contentType' | 'body' | 'headers'> {
  readonly name: string;
}

const unwritten = (mapping: string, why: Refusal | undefined): Refusal =>
  refuse('conflict', `the mapping ${mapping} does not write our test message: ${why?.detail ?? 'no reason is told'}`, {
    at: '/offers/mapping/out',
    remedy: 'ask whoever invited you to have the mapping mended',
  });

const messageOf = (id: string, { name: fileName, ...message }: Golden): PartnerMessage => ({
  id,
  fileName,
  ...message,
});

async function sent(open: OpenChannel, tenant: string, partner: Partner, message: PartnerMessage): Promise<Verdict> {
  const channel = await open(tenant, partner);
  if (isRefusal(channel)) return { verdict: 'rejected', reason: channel.detail };
  return (await channel.send(message, AbortSignal.timeout(SEND_MS))).verdict;
}
