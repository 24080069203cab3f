import { entryOf } from '#common/entry-of.ts';
import type { Turned } from '#common/inbound/inbound-turn.ts';
import { log } from '#common/log.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { Lots } from '#common/store/lots.ts';
import type { SerialBlocks } from '#common/store/serial-blocks.ts';
import type { ContentOf } from '#shared/mapping/exchange/families.ts';
import type { Lot } from '#shared/messages/lots-api.ts';
import type { OrderStanding } from '#shared/messages/orders-api.ts';
import { judgeStanding } from '#shared/orders/judge-standing.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { accepted, refusedFor } from './refused-for.ts';
import type { Sender } from './take-serial-request.ts';

export interface ResponseNeeds {
  readonly deliveries: Pick<Deliveries, 'get' | 'hear'>;
  readonly lots: Pick<Lots, 'ofOrder' | 'keepStanding'>;
  readonly blocks: Pick<SerialBlocks, 'deliver'>;
  readonly now: () => Date;
}

type Said = ContentOf<'processing-response'>;

/**
 * Hears what a partner made of a message of ours: it is noted with the delivery; numbers that it took are delivered, and an order that it took, or did not, stands so at its
 * site.
 */
export async function takeProcessingResponse(
  needs: ResponseNeeds,
  { document, partner }: Sender,
  said: Said,
): Promise<Turned> {
  const { tenant, documentId, key, receivedAt: at } = document;
  // A message that a person had sent anew goes by the id of its delivery with the round behind it.
  const delivery = await needs.deliveries.get(tenant, said.inReplyTo.replace(/-\d+$/, ''));
  if (delivery?.partner !== partner.partner) return refusedFor(unknown(said));
  const isTaken = said.outcome !== 'REJECTED';
  const reason = reasonOf(said);
  const means = isTaken ? ('accepted' as const) : ('refused' as const);
  const heard = { notice: documentId, means, things: 1, at, ...(!isTaken && { reason }) };
  if ((await needs.deliveries.hear(delivery, heard, { at, direction: 'told', key })) === 'overtaken')
    throw new Error('the delivery was written by another meanwhile');
  const refusal = await act(needs, { delivery, isTaken, reason, at, partner: partner.partner });
  return refusal === undefined ? accepted() : refusedFor(refusal);
}

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
    await needs.blocks.deliver(tenant, message.block, new Date(heard.at));
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
