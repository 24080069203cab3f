import { exchange } from '#common/exchange.ts';
import { outgoingOf } from '#common/regulator-access/outgoing.ts';
import type { Tried } from '#common/run-delivery.ts';
import type { Delivery, Evidence } from '#common/store/delivery-row.ts';
import { evidenceKey } from '#common/store/evidence.ts';
import { awaitTurn } from '#common/take-turns.ts';
import type { Message } from '#shared/regimes/regime.ts';
import { type AttachedHere, attachedTo, bytesOf } from './attached-to.ts';
import { holderOf } from './gather-report.ts';
import { callOf, read, type SendNeeds, type Submission, settled } from './submission.ts';

/** How many receipts in a row lead from one to the next, where they are asked about at once. */
const MOST_STEPS = 8;

/** What became of what was sent before a person had it sent anew; `undefined` when the regulator does not have it, or refused all of it. */
export async function askOfEarlier(needs: SendNeeds, submission: Submission): Promise<Tried | undefined> {
  const { frozen, evidence } = submission.delivery;
  const arrived = frozen && (await askWhetherArrived(needs, submission, frozen.requestId));
  if (arrived === undefined || arrived.verdict.verdict === 'unknown') return undefined;
  if (arrived.verdict.verdict !== 'received') return arrived;
  const result = await resultOf(needs, submission, arrived.verdict.receipt, evidence.length + 2);
  const { verdict } = result.verdict;
  if (verdict === 'rejected' || verdict === 'unknown') return undefined;
  return verdict === 'retry' ? result : arrived;
}

/** The end of what receipts lead to. */
async function resultOf(needs: SendNeeds, submission: Submission, first: string, place: number): Promise<Tried> {
  let receipt = first;
  for (let step = 0; ; step++) {
    const tried = await askForResult(needs, submission, receipt, place + 2 * step);
    const { verdict } = tried;
    if (verdict.verdict !== 'received' || verdict.receipt === receipt || step >= MOST_STEPS) return tried;
    receipt = verdict.receipt;
  }
}

/** Asks about a receipt, or does what has to follow it. */
export async function askForResult(needs: SendNeeds, submission: Submission, receipt: string, place?: number) {
  const { delivery, regime } = submission;
  const holder = await holderOf(needs.registry, delivery.tenant);
  const attached = attachedTo(needs.evidence, delivery);
  const message = await regime.askReceipt(receipt, holder, attached.read);
  return ask(needs, submission, 'receipt', message, { attached, place, receipt });
}

export async function askWhetherArrived(needs: SendNeeds, submission: Submission, requestId: string) {
  const { delivery, regime, report } = submission;
  const message = regime.askRequest(report, requestId, await holderOf(needs.registry, delivery.tenant));
  const attached = attachedTo(needs.evidence, delivery);
  const question = message?.asksAttached ? { ...message, body: await attached.read() } : message;
  return question && ask(needs, submission, 'request', question, { attached });
}

interface Asked {
  readonly attached: AttachedHere;
  readonly place?: number | undefined;
  /** That is asked about; absent: whether the message arrived. */
  readonly receipt?: string;
}

/**
 * A question that cannot be asked is asked again: what was sent before stands as it stood. Doing twice what follows a receipt is safe: the regime says so
 * by having it done under a receipt.
 */
async function ask(
  needs: SendNeeds,
  submission: Submission,
  to: 'receipt' | 'request',
  message: Message,
  { attached, place = submission.delivery.evidence.length, receipt }: Asked,
): Promise<Tried> {
  const { claim, regime, reach, delivery, report } = submission;
  const { frozen } = delivery;
  const wanted = callOf(needs, claim, regime, message.call);
  await awaitTurn(needs, wanted, 'take');
  const asked = await keptBefore(needs, delivery, message, { attached, place });
  const sent = {
    receipt,
    report: report.name,
    body: () => bytesOf(needs.evidence, frozen?.evidenceKey),
    attached: frozen?.attached === undefined ? undefined : attached.read,
  };
  const outgoing = outgoingOf(reach, message, message.body === undefined ? undefined : Buffer.from(message.body));
  const asking = { ...needs, send: reach.send };
  const tried = await exchange(asking, claim, asked ? place + 1 : place, outgoing, read(regime, to, sent));
  const { verdict, answered } = await settled(needs, wanted, tried);
  if (answered !== undefined) return { ...tried, ...(asked && { asked }) };
  if (verdict.verdict !== 'rejected') return tried;
  return { verdict: { verdict: 'retry', failure: 'ambiguous', reason: verdict.reason } };
}

/** What is about to be asked, kept before it is; noted with its answer. `undefined` where the question has no body. */
async function keptBefore(
  { evidence, now }: SendNeeds,
  { tenant, deliveryId }: Delivery,
  { body }: Message,
  { attached, place }: { attached: AttachedHere; place: number },
): Promise<Evidence | undefined> {
  if (body === undefined) return undefined;
  const before = attached.keyOf(body);
  const key = before ?? evidenceKey(tenant, deliveryId, place, 'sent');
  if (before === undefined) await evidence.put(key, Buffer.from(body));
  return { at: now().toISOString(), direction: 'sent', key };
}
