import { log } from '#common/log.ts';
import type { Evidence } from '#common/store/delivery-row.ts';
import type { NoticeChange, NoticeRow } from '#common/store/notice-row.ts';
import type { Notices } from '#common/store/notices.ts';
import type { Notice } from '#shared/regimes/notice.ts';
import { type MovementNeeds, receiptsOf, shipmentsOf } from './movements-of.ts';
import { takeBack } from './take-back.ts';

export interface FollowNeeds extends MovementNeeds {
  readonly notices: Pick<Notices, 'list' | 'takeBack'>;
  readonly now: () => Date;
}

/** What a turn came to: how the notice stands, and minutes until it is looked at again, if it is. */
export interface Followed {
  readonly change: NoticeChange;
  readonly again?: number;
}

/** Minutes after which it is looked whether goods that are on their way were received: until that is late, and after it. */
const SOON = 10;
const LATE = 6 * 60;
/** How long goods are looked for that nobody captured to have left, and how often. Minutes. */
const UNKNOWN_FOR = 24 * 60;
const UNKNOWN = 60;

/** Does what follows from a notice. Done twice it does no more: deliveries know the notices that they heard. */
export async function followNotice(needs: FollowNeeds, row: NoticeRow, notice: Notice): Promise<Followed> {
  switch (notice.means) {
    case 'accepted':
    case 'refused':
      return noteOnShipments(needs, row, notice, notice.means);
    case 'shipped':
      return expectReceipt(needs, row, notice);
    case 'taken-back':
      return takeBack(needs, row, notice);
    case 'told':
      return { change: { state: 'told' } };
  }
}

async function noteOnShipments(
  needs: FollowNeeds,
  row: NoticeRow,
  notice: Notice,
  means: 'accepted' | 'refused',
): Promise<Followed> {
  const { tenant, market, noticeId, evidence = '' } = row;
  const mirrored = await shipmentsOf(needs, tenant, market, notice);
  if (mirrored.length === 0) return lookLater(needs, row);
  const { at, reason, remedy } = notice;
  const kept: Evidence = { at: needs.now().toISOString(), direction: 'told', key: evidence };
  for (const { delivery, things } of mirrored) {
    const heard = { notice: noticeId, means, things, at, reason, remedy };
    const noted = await needs.deliveries.hear(delivery, heard, kept);
    if (noted === 'overtaken') throw new Error(`delivery ${delivery.deliveryId} was changed meanwhile`);
    // Said again when its turn is taken again: twice is better than never.
    if (means === 'refused')
      log('notice-needs-person', { tenant, market, noticeId, deliveryId: delivery.deliveryId, why: 'refused' });
  }
  return { change: { state: 'noted', deliveries: mirrored.map(({ delivery }) => delivery.deliveryId) } };
}

/** Its shipment may be captured, or planned, later. */
function lookLater({ now }: FollowNeeds, { tenant, market, noticeId, foundAt }: NoticeRow): Followed {
  if (now().getTime() - Date.parse(foundAt) < UNKNOWN_FOR * 60_000)
    return { change: { failure: 'nothing was told of these goods yet' }, again: UNKNOWN };
  log('notice-needs-person', { tenant, market, noticeId, why: 'unmatched' });
  return { change: { state: 'unmatched', failure: 'nothing was told of these goods' } };
}

async function expectReceipt(needs: FollowNeeds, row: NoticeRow, notice: Notice): Promise<Followed> {
  const { tenant, market, noticeId, calledAt } = row;
  const { deadline } = notice;
  const receipts = await receiptsOf(needs, tenant, market, notice);
  if (receipts !== undefined)
    return { change: { state: 'received', deliveries: receipts.map(({ deliveryId }) => deliveryId) } };
  const now = needs.now();
  const left = deadline === undefined ? SOON : (Date.parse(deadline) - now.getTime()) / 60_000;
  if (left > 0) return { change: { state: 'expected' }, again: Math.min(SOON, left) };
  if (calledAt !== undefined) return { change: { state: 'expected' }, again: LATE };
  // Before it is noted: who dies in between calls twice.
  log('receipt-late', { tenant, market, noticeId, deadline });
  return { change: { state: 'expected', calledAt: now.toISOString() }, again: LATE };
}
