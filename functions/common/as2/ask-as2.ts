import type { ChannelAnswer } from '#common/channels/partner-channel.ts';
import type { As2Sent } from '#common/store/as2-sent.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import { readDisposition } from './disposition.ts';
import { judgeReceipt } from './judge-receipt.ts';
import { readMic } from './mic.ts';

interface Needs {
  readonly sent: Pick<As2Sent, 'get'>;
  readonly evidence: Pick<EvidenceStore, 'get'>;
  readonly now: () => Date;
}

/** Seconds between looks: a receipt that comes has its delivery looked at at once. */
const LOOK_AGAIN = 90 * 60;
/** After so long without a receipt the message is sent again, which its receiver knows by the Message-ID: three times in the day that it is tried for. */
const HOURS = 6;

/** Whether the receipt of a message has come by itself, and what it says: looked up in our own rows. @param messageId its receipt, in our own sense */
export async function askAs2(needs: Needs, tenant: string, messageId: string): Promise<ChannelAnswer> {
  return { ...(await lookUp(needs, tenant, messageId)), askedNobody: true };
}

async function lookUp({ sent, evidence, now }: Needs, tenant: string, messageId: string): Promise<ChannelAnswer> {
  const found = await sent.get(tenant, messageId);
  if (found === undefined) return { verdict: { verdict: 'unknown' } };
  const { receipt, mics, signed, sentAt } = found;
  if (receipt === undefined) {
    const left = (Date.parse(sentAt) - now().getTime()) / 1000 + HOURS * 3_600;
    if (left <= 0) return { verdict: { verdict: 'unknown', because: `no receipt came within ${HOURS} hours` } };
    return { verdict: { verdict: 'pending', retryAfter: Math.min(LOOK_AGAIN, left) } };
  }
  const body = await evidence.get(receipt.key);
  const disposition = readDisposition(receipt.disposition);
  if (disposition === undefined || body === undefined) throw new Error(`the receipt of ${messageId} is gone`);
  const mic = readMic(receipt.mic ?? '');
  const verdict = judgeReceipt({ messageId, disposition, ...(mic && { mic }) }, { messageId, mics, signed });
  return { verdict, answer: { body } };
}
