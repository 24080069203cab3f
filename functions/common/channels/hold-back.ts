import type { Barred } from '#common/may-partner.ts';
import { placeOf } from '#common/store/partner-rows.ts';
import type { AtDoor } from './on-own-queue.ts';
import type { AwayNeeds } from './turn-away.ts';

/** Whoever resumes the partnership calls those who wait. When his call was lost they look by themselves: seconds from and to. */
const LOOK_S = { from: 3_600, to: 7_200 };

/**
 * What becomes of a delivery to a partner that nothing may go to. While the partnership is suspended it waits outside, and no try is counted; of one that has ended the reason
 * to give it up is answered.
 */
export async function holdBack(
  { waiting, line, healths, now, random }: AwayNeeds,
  { row, partner }: AtDoor,
  { refusal, hasEnded }: Barred,
): Promise<string | undefined> {
  if (hasEnded) return refusal.detail;
  const at = now();
  const look = at.getTime() + (LOOK_S.from + (LOOK_S.to - LOOK_S.from) * random()) * 1000;
  // First the row, as whoever is turned away: nobody is called who does not wait. Its day begins when it may go.
  const turned = await waiting.turnAway(row, refusal.detail, new Date(look), at);
  const { tenant, deliveryId } = row;
  if (turned !== 'done') return undefined;
  await line.join(tenant, partner.partner, { place: placeOf(row), deliveryId }, at);
  await healths.someWait(tenant, partner.partner);
  return undefined;
}
