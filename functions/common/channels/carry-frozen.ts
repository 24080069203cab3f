import { freezeMessage, type Outbound } from '#common/freeze-message.ts';
import type { Tried } from '#common/run-delivery.ts';
import type { Claim, Deliveries } from '#common/store/deliveries.ts';
import { type EvidenceStore, evidenceKey } from '#common/store/evidence.ts';
import { askAPerson } from './ask-a-person.ts';
import type { ChannelAnswer, PartnerChannel } from './partner-channel.ts';
import { messageOf, namesOf } from './partner-message.ts';

export interface CarryNeeds {
  readonly deliveries: Deliveries;
  readonly evidence: EvidenceStore;
  readonly now: () => Date;
  /** For one exchange, in milliseconds; shorter than the function may run. */
  readonly withinMs?: number;
}

const WITHIN_MS = 45_000;

/**
 * One exchange with a partner about a message that is written: hands it over, or asks what became of it, and keeps the exact bytes of the answer unless it only
 * says "not yet". What was taken in by another channel than the partner has now cannot be asked about: a person decides.
 *
 * @param write writes the message where it is not written; absent for carriers that are handed written ones
 * @throws where the message is not written, or its bytes are gone
 */
export async function carryFrozen(
  needs: CarryNeeds,
  claim: Claim,
  channel: PartnerChannel,
  write: () => Promise<Outbound> = unwritten,
): Promise<Tried> {
  const { state, receipt, frozen, evidence, polls } = claim.delivery;
  const within = needs.withinMs ?? WITHIN_MS;
  if (state === 'sent' && receipt !== undefined && frozen !== undefined) {
    if (frozen.channel !== undefined && frozen.channel !== channel.kind) return byAnother(frozen.channel);
    // Taken in while the partner still told results: it tells none any more.
    if (channel.ask === undefined) return { verdict: { verdict: 'acknowledged' } };
    const heard = await channel.ask(receipt, namesOf(frozen), AbortSignal.timeout(within));
    return askAPerson(await kept(needs, claim, evidence.length, slower(heard, channel, polls)), polls);
  }
  const message = await freezeMessage(needs, claim, write, undefined, channel.kind);
  const { attempts, uncertain } = claim.delivery;
  const once = { ...messageOf(message), isRepeated: attempts > 1 || uncertain };
  const heard = await channel.send(once, AbortSignal.timeout(within));
  return kept(needs, claim, evidence.length + 1, heard);
}

/** Questions at the usual pace: the first minute. */
const HASTY = 6;

function slower(heard: ChannelAnswer, { unhurried }: PartnerChannel, polls: number): ChannelAnswer {
  const { verdict } = heard;
  if (unhurried === undefined || polls <= HASTY || verdict.verdict !== 'pending') return heard;
  return { ...heard, verdict: { verdict: 'pending', retryAfter: Math.max(unhurried, verdict.retryAfter ?? 0) } };
}

const unwritten = () => Promise.reject(new Error('the message is not written'));

const byAnother = (channel: string): Tried => ({
  verdict: {
    verdict: 'stopped',
    reason: `the partner took it in by ${channel} and is reached otherwise now; ask the partner, and resend only what is not there`,
  },
});

/** @param place number the answer has among the delivery's evidence, from 0 */
async function kept(
  { evidence, now }: CarryNeeds,
  { delivery }: Claim,
  place: number,
  heard: ChannelAnswer,
): Promise<Tried> {
  const { verdict, answer, askedNobody } = heard;
  const tried: Tried = { verdict, ...(askedNobody && { askedNobody }) };
  if (answer === undefined || verdict.verdict === 'pending') return tried;
  const { tenant, deliveryId } = delivery;
  const key = evidenceKey(tenant, deliveryId, place, 'answered');
  await evidence.put(key, answer.body);
  const status = answer.status === undefined ? {} : { status: answer.status };
  return { ...tried, answered: { at: now().toISOString(), direction: 'answered', key, ...status } };
}
