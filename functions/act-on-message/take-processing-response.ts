import { entryOf } from '#common/entry-of.ts';
import type { Turned } from '#common/inbound/inbound-turn.ts';
import { waiting } from '#common/inbound/waiting.ts';
import { log } from '#common/log.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { Lots } from '#common/store/lots.ts';
import type { SerialBlocks } from '#common/store/serial-blocks.ts';
import { isOpen } from '#shared/delivery/standing.ts';
import type { ContentOf } from '#shared/mapping/exchange/families.ts';
import type { Lot } from '#shared/messages/lots-api.ts';
import type { OrderStanding } from '#shared/messages/orders-api.ts';
import { judgeStanding } from '#shared/orders/judge-standing.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { partsOfBlock } from '#shared/serials/parts-of-block.ts';
import { followRefusal, followTaken, type RefusalNeeds, type Said as Refused } from './follow-refusal.ts';
import { accepted, refusedFor } from './refused-for.ts';
import { NUMBERS_OF_ONE, responseId, type Sender } from './take-serial-request.ts';

export interface ResponseNeeds extends RefusalNeeds {
  readonly deliveries: Pick<Deliveries, 'get' | 'hear' | 'refuse'>;
  readonly lots: Pick<Lots, 'ofOrder' | 'keepStanding'>;
  readonly blocks: Pick<SerialBlocks, 'get' | 'deliver'>;
}

type Said = ContentOf<'processing-response'>;

/**
 * Hears what a partner made of a message of ours: it is noted with the delivery. Numbers are delivered once all messages that bring them were taken, and an order that it
 * took, or did not, stands so at its site; anything else that it refuses is rejected after all, and a case with the partner begins.
 */
export async function takeProcessingResponse(
  needs: ResponseNeeds,
  { document, partner }: Sender,
  said: Said,
): Promise<Turned> {
  const { tenant, documentId, key, receivedAt: at } = document;
  // A message that a person had sent anew goes by the id of its delivery with the round behind it.
  const [, id = said.inReplyTo, round = '1'] = /^(.+?)(?:-(\d+))?$/.exec(said.inReplyTo) ?? [];
  const delivery = await needs.deliveries.get(tenant, id);
  if (delivery?.partner !== partner.partner || Number(round) > delivery.round) return refusedFor(unknown(said));
  // It was sent anew since, and is answered anew.
  if (Number(round) < delivery.round) return accepted();
  const isTaken = said.outcome !== 'REJECTED';
  const isWhole = said.outcome === 'ACCEPTED';
  const reason = reasonOf(said);
  const isAnswer = answered(delivery);
  const isKnown = delivery.counterparty?.notices.includes(documentId) === true;
  const cannot = isKnown
    ? undefined
    : (endless(said, delivery) ?? (isAnswer ? undefined : contradicts(said, delivery)));
  if (cannot !== undefined) return refusedFor(cannot);
  // An answer may be faster than the hand-over: how that ends is known soon.
  const waits =
    !isTaken && !isAnswer && isOpen(delivery.state)
      ? waiting(document, `the end of the hand-over of message ${said.inReplyTo}`, needs.now())
      : undefined;
  if (waits !== undefined) return waits;
  const means = isTaken ? ('accepted' as const) : ('refused' as const);
  const heard = { notice: documentId, means, things: Number(isWhole || !isTaken), at, ...(!isTaken && { reason }) };
  if ((await needs.deliveries.hear(delivery, heard, { at, direction: 'told', key })) === 'overtaken')
    throw new Error('the delivery was written by another meanwhile');
  const about = { partner, delivery, document: documentId, reason };
  if (!isTaken && !isAnswer) await refused(needs, about);
  // What it took in part stays delivered: what becomes of the rest is said in a case.
  if (isTaken && !isWhole && !isAnswer) await followRefusal(needs, about);
  if (isWhole && isHeardAnew(delivery)) await followTaken(needs, about);
  const refusal = await act(needs, { delivery, isTaken, reason, at, partner: partner.partner });
  return refusal === undefined ? accepted() : refusedFor(refusal);
}

/** Something was said of it before, and nothing of this sending was refused. */
const isHeardAnew = ({ round, counterparty }: Delivery): boolean =>
  counterparty !== undefined && ((counterparty.round ?? 1) < round || counterparty.refused === 0);

/** An order that is not taken stands so with the order, and what became of a document of its own nobody refuses. */
const answered = ({ subject: { message } }: Delivery) => message !== undefined && message.family !== 'serial-response';

async function refused(needs: ResponseNeeds, said: Refused): Promise<void> {
  const { delivery, reason } = said;
  const { tenant, deliveryId, partner } = delivery;
  const done = await needs.deliveries.refuse(delivery, reason, needs.now());
  if (done === 'overtaken') throw new Error('the delivery was written by another meanwhile');
  if (done === 'done') log('delivery-settled', { tenant, deliveryId, partner, state: 'rejected' });
  await followRefusal(needs, said);
}

/**
 * The first word of a sending counts: what followed from it, an announcement, a case, numbers that may be printed, is not undone by a second. Who thinks better of it says so in the case, or asks
 * to have it sent anew.
 */
function contradicts({ inReplyTo, outcome }: Said, { counterparty, round }: Delivery): Refusal | undefined {
  if (counterparty === undefined || (counterparty.round ?? 1) !== round) return undefined;
  const wasRefused = counterparty.refused > 0;
  if (wasRefused === (outcome === 'REJECTED')) return undefined;
  const before = wasRefused ? 'refused' : 'taken';
  return refuse('conflict', `message ${inReplyTo} was ${before} by an earlier answer of yours`, {
    at: '/ProcessingResponse/Outcome',
    rule: 'Seriate exchange 1.0: the first answer to a message counts',
    remedy: wasRefused
      ? 'say in the case that it began that you take it after all: it is sent anew then, and answered anew'
      : 'open a case about what is wrong with it',
  });
}

/** Answers of one message that are kept with it: its row holds the place of each. */
const MOST_ANSWERS = 200;

const endless = ({ inReplyTo }: Said, { evidence }: Delivery): Refusal | undefined =>
  evidence.filter(({ direction }) => direction === 'told').length < MOST_ANSWERS
    ? undefined
    : refuse('conflict', `message ${inReplyTo} was answered ${MOST_ANSWERS} times`, {
        at: '/ProcessingResponse/InReplyTo',
        rule: 'Seriate exchange 1.0: the first answer to a message counts',
        remedy: 'answer a message once; what is to be said beyond that is said in a case',
      });

const unknown = ({ inReplyTo }: Said) =>
  refuse('not-found', `we sent you no message ${inReplyTo}`, {
    at: '/ProcessingResponse/InReplyTo',
    rule: 'Seriate exchange 1.0: a response names the control number of the message that it answers',
    remedy: 'say the ControlNumber of the message',
  });

function reasonOf({ problems = [] }: Said): string {
  const told = problems.map(({ at, detail }) => (at === undefined ? detail : `${at}: ${detail}`)).join('; ');
  return told.slice(0, 1_000) || 'the partner says no reason';
}

interface Heard {
  readonly delivery: Delivery;
  readonly isTaken: boolean;
  readonly reason: string;
  readonly at: string;
  readonly partner: string;
}

async function act(needs: ResponseNeeds, heard: Heard): Promise<Refusal | undefined> {
  const { tenant, subject } = heard.delivery;
  const { message } = subject;
  if (message?.family === 'serial-response' && heard.isTaken)
    await deliverWhole(needs, heard.delivery, message.block, new Date(heard.at));
  if (message?.family !== 'production-order') return undefined;
  const lot = await needs.lots.ofOrder(tenant, message.content.orderNumber);
  // What is said of a revision after a newer one was answered has overtaken nothing: it is noted with its delivery alone.
  if (lot === undefined || (message.content.revision ?? 1) < (lot.standing?.seen ?? 0)) return undefined;
  const told = standingOf(lot, message.content, heard);
  const stood = judgeStanding(lot, told);
  if (stood === 'known') return undefined;
  if (isRefusal(stood)) return stood;
  const act = stood.isCancelled && lot.state !== 'cancelled' ? 'order-cancelled' : 'order-standing-told';
  const who = { caller: `partner ${heard.partner}`, home: tenant };
  const detail = { order: lot.order, ...told };
  const entry = entryOf(who, needs.now().toISOString(), act, `lot ${lot.gtin} ${lot.lot}`, { detail });
  if ((await needs.lots.keepStanding(tenant, lot, told, stood, entry)) === 'lost')
    throw new Error(`order ${lot.order} was written by another meanwhile`);
  log(act, { tenant, order: lot.order, state: told.state, seen: told.seen, runs: told.runs });
  return undefined;
}

/** Numbers are delivered when every message that brings some of them was taken: one alone says nothing of the others. */
async function deliverWhole(
  { blocks, deliveries }: ResponseNeeds,
  { tenant, partner = '' }: Delivery,
  id: string,
  at: Date,
) {
  const block = await blocks.get(tenant, id);
  if (block?.state !== 'allocated') return;
  for (const part of partsOfBlock(block, NUMBERS_OF_ONE).keys()) {
    const one = await deliveries.get(tenant, responseId(partner, id, part));
    if (one?.counterparty?.state !== 'accepted' || (one.counterparty.round ?? 1) !== one.round) return;
  }
  await blocks.deliver(tenant, id, at);
}

/** How an order stands at a packer that took a revision of it, or did not. */
function standingOf(lot: Lot, order: ContentOf<'production-order'>, { isTaken, reason, at }: Heard): OrderStanding {
  const revision = order.revision ?? 1;
  const before = lot.standing?.runs ?? 1;
  const refused = isTaken ? {} : { refused: reason };
  // What it never took at all it does not run; a change that it did not take leaves what it runs.
  const kept = revision === 1 ? ('refused' as const) : (lot.standing?.state ?? ('assigned' as const));
  const state = isTaken ? (order.cancelled === true ? ('cancelled' as const) : ('assigned' as const)) : kept;
  const runs = isTaken && order.cancelled !== true ? revision : Math.min(before, revision);
  return {
    seen: Math.max(revision, lot.standing?.seen ?? 1),
    runs,
    state,
    line: order.line ?? lot.line,
    ...refused,
    at,
  };
}
