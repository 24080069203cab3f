import { entryOfMessage, nextMessage, withMessages } from '#common/desk/desk-change.ts';
import { newDeskCase } from '#common/desk/new-desk-case.ts';
import { noRoom } from '#common/desk/room-in-case.ts';
import { log } from '#common/log.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import { BY_PARTNER, BY_RULES, type DeskCase } from '#common/store/desk-case-row.ts';
import { type DeskCases, MOST_OPENED } from '#common/store/desk-cases.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { SerialBlocks } from '#common/store/serial-blocks.ts';
import type { DeskMessage } from '#shared/desk/desk-message.ts';
import { type DeskSubject, MOST_THINGS, noSubject } from '#shared/desk/desk-subject.ts';
import { isOver } from '#shared/desk/kinds.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';

export interface RefusalNeeds {
  readonly cases: Pick<DeskCases, 'begunBy' | 'commit' | 'openedBy'>;
  readonly ledger: Pick<Ledger, 'eventsById'>;
  readonly blocks: Pick<SerialBlocks, 'get'>;
  readonly now: () => Date;
  readonly uuid: () => string;
}

/** What a partner said of a message of ours. */
export interface Said {
  readonly partner: Partner;
  readonly delivery: Delivery;
  /** The document by which it said so. */
  readonly document: string;
  readonly reason: string;
}

const nameOf = ({ deliveryId }: Delivery, round: number) => `delivery ${deliveryId} refused in round ${round}`;

/**
 * A case that a partner begins by refusing a message of ours, or a part of it: it lacks the data of a shipment, or has numbers that do not fit. Refused again, it says so in the case that is
 * open. One that has very many cases open begins no more by this: its deliveries are rejected all the same. Done again it does no more.
 */
export async function followRefusal(needs: RefusalNeeds, { partner, delivery, document, reason }: Said): Promise<void> {
  const { tenant, round } = delivery;
  const text = `${partner.name} did not take message ${delivery.deliveryId}, or not all of it: ${reason}`.slice(
    0,
    2_000,
  );
  if ((await needs.cases.begunBy(tenant, nameOf(delivery, round))) !== undefined) return;
  const open = await openCaseOf(needs, delivery);
  if (open !== undefined) return says(needs, open, { id: document, act: 'note', text });
  if ((await needs.cases.openedBy(tenant, partner.partner)) >= MOST_OPENED) return;
  const at = needs.now();
  const kind = delivery.subject.message === undefined ? ('missing-data' as const) : ('misalignment' as const);
  const name = nameOf(delivery, round);
  const begun = {
    ...{ tenant, partner, kind, subject: await subjectOf(needs, delivery), text, byPartner: true },
    ...{ by: BY_RULES, name, digest: name, origin: { kind: 'partner' as const, id: partner.partner } },
  };
  // `moved`: another turn opened it, or the partner has opened its last one meanwhile.
  const done = await needs.cases.commit([newDeskCase(begun, at, needs.uuid)], at);
  if (done !== 'moved') log('desk-opened', { tenant, case: done[0]?.id, kind });
}

/** Ends the case of a message that was refused before, and that its partner has taken when it was sent anew. */
export async function followTaken(needs: RefusalNeeds, said: Pick<Said, 'delivery' | 'document'>): Promise<void> {
  const open = await openCaseOf(needs, said.delivery);
  const text = `message ${said.delivery.deliveryId} was taken when it was sent anew`;
  if (open !== undefined) await says(needs, open, { id: said.document, act: 'resolve', text });
}

async function openCaseOf({ cases }: RefusalNeeds, delivery: Delivery): Promise<DeskCase | undefined> {
  for (let round = delivery.round; round > 0; round--) {
    const found = await cases.begunBy(delivery.tenant, nameOf(delivery, round));
    if (found !== undefined && !isOver(found.row.state)) return found.row;
  }
  return undefined;
}

/** The partner's own words, by the message that it answered with. */
async function says(
  { cases, now }: RefusalNeeds,
  before: DeskCase,
  { id, act, text }: Pick<DeskMessage, 'id' | 'act' | 'text'>,
): Promise<void> {
  if (before.messages.some((one) => one.id === id)) return;
  const at = now();
  const message = nextMessage(before, { id, side: 'claimant', act, ...(text !== undefined && { text }) }, at);
  const after = withMessages(before, [message], at);
  if (noRoom(after, 'claimant') !== undefined) return;
  const entries = [entryOfMessage(message, BY_PARTNER, at)];
  if ((await cases.commit([{ before, after, entries }], at)) === 'moved')
    throw new Error(`case ${before.id} was written by another meanwhile`); // the next attempt finds it as it is then
}

/** The things of a shipment, or the lot that numbers were drawn for. */
async function subjectOf(
  { ledger, blocks }: RefusalNeeds,
  { tenant, deliveryId, subject }: Delivery,
): Promise<DeskSubject> {
  const about = { ...noSubject, deliveries: [deliveryId] };
  const { message, eventIds = [] } = subject;
  if (message?.family === 'serial-response') {
    const order = (await blocks.get(tenant, message.block))?.order;
    return { ...about, ...(order !== undefined && { documents: [{ type: 'po', number: order }] }) };
  }
  const events = await ledger.eventsById(tenant, eventIds.slice(0, 20));
  const named = events.flatMap(({ event }) => mentionsOf(event).map(({ epc }) => canonicalEpc(epc)));
  const things = [...new Set(named)];
  return { ...about, events: eventIds.slice(0, 20), things: things.slice(0, MOST_THINGS), packs: things.length };
}
