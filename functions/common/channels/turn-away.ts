import { hasRoom, MOST_IN_HAND, type PartnerHealths } from '#common/store/partner-healths.ts';
import { placeOf } from '#common/store/partner-rows.ts';
import { lookAgainAt, type PartnerHealth } from '#shared/delivery/partner-health.ts';
import { PATIENCE } from '#shared/delivery/standing.ts';
import { behindWhom } from './behind-whom.ts';
import { type CallNeeds, callNext } from './come-out.ts';
import type { AtDoor } from './on-own-queue.ts';

export interface AwayNeeds extends CallNeeds {
  readonly healths: Pick<PartnerHealths, 'get' | 'someWait'>;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** spared: the partner does not answer · full: as many as may be are in hand · behind: another goes before it. */
export interface Away {
  readonly turnedAway: 'spared' | 'full' | 'behind';
  readonly health: PartnerHealth;
}

/** Who waits is called by who comes out. When that one died, it looks by itself: seconds from and to. */
const LOOK_S = { from: 600, to: 1_800 };

/**
 * Has a delivery wait outside: no try is counted. While its partner is spared its day goes on, and at the end of it there is a reason to give it up, which is answered.
 */
export async function turnAway(needs: AwayNeeds, { row, partner }: AtDoor, away: Away): Promise<string | undefined> {
  const { health, turnedAway } = away;
  const at = needs.now();
  const isSpared = health.spared !== undefined;
  const since = isSpared ? (row.tryingSince ?? at.toISOString()) : undefined;
  const end = since === undefined ? Number.POSITIVE_INFINITY : Date.parse(since) + PATIENCE * 1000;
  const why = whyOf(health);
  if (end <= at.getTime()) return `${why}; nothing reached it for a day`;
  const told = turnedAway === 'full' && !isSpared ? 'as many as may be are on their way to the partner' : why;
  const reason = turnedAway === 'behind' ? `waits for what goes before it${isSpared ? `; ${why}` : ''}` : told;
  const look = Math.min(await lookOf(needs, { row, partner }, health, at), end);
  const [tenant, place] = [row.tenant, placeOf(row)];
  // First the row, so that nobody is called who does not wait; who dies in between looks by itself.
  const turned = await needs.waiting.turnAway(row, reason, new Date(look), at, since ?? row.tryingSince);
  if (turned !== 'done') return undefined;
  if (!partner.ordered) await needs.line.join(tenant, partner.partner, { place, deliveryId: row.deliveryId }, at);
  await lookOnceMore(needs, { row, partner });
  return undefined;
}

/** Whoever came out before this one waited has found nobody to call: one is called where there is room by now. */
async function lookOnceMore(needs: AwayNeeds, { row, partner }: AtDoor): Promise<void> {
  const { tenant } = row;
  const at = needs.now();
  const health = await needs.healths.get(tenant, partner.partner);
  // It stands in the line by now: who comes out from here on finds it there.
  if (!health.waits) await needs.healths.someWait(tenant, partner.partner);
  if (!hasRoom(health, at.getTime(), partner.ordered ? 1 : MOST_IN_HAND)) return;
  // Who goes before it comes at its own pace, and calls when it is through.
  if (partner.ordered && (await behindWhom(needs, row)) !== undefined) return;
  await callNext(needs, tenant, partner, { count: 1, at });
}

function whyOf({ spared, failures, why }: PartnerHealth): string {
  if (spared === undefined) return 'the partner is well';
  const from = new Date(spared.from).toISOString();
  return `the partner is spared since ${from}, after ${failures} failures: ${why}`;
}

async function lookOf({ line, random }: AwayNeeds, { row, partner }: AtDoor, health: PartnerHealth, at: Date) {
  if (health.spared === undefined) return at.getTime() + (LOOK_S.from + (LOOK_S.to - LOOK_S.from) * random()) * 1000;
  const [first] = await line.first(row.tenant, partner.partner, 1);
  return lookAgainAt(health, first === undefined || first.place >= placeOf(row), at.getTime(), random());
}
