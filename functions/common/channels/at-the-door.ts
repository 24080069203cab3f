import { type Postponed, type RunNeeds, runDelivery, type Tried } from '#common/run-delivery.ts';
import type { Claim } from '#common/store/deliveries.ts';
import { MOST_IN_HAND, type PartnerHealths } from '#common/store/partner-healths.ts';
import { placeOf } from '#common/store/partner-rows.ts';
import type { Heard } from '#shared/delivery/partner-health.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { type Carrier, carrierOf } from '#shared/network/channel-kinds.ts';
import { behindWhom } from './behind-whom.ts';
import { callBehind, callNext, comeOut, type OutNeeds } from './come-out.ts';
import { holdBack } from './hold-back.ts';
import { type AtDoor, onOwnQueue, type PassOnNeeds, type SeenDelivery } from './on-own-queue.ts';
import { type AwayNeeds, turnAway } from './turn-away.ts';

export interface DoorNeeds extends RunNeeds, PassOnNeeds, OutNeeds, AwayNeeds {
  readonly deliveries: RunNeeds['deliveries'];
  readonly healths: PartnerHealths;
}

/** @param partner as it was seen at the door */
type Attempt = (claim: Claim, partner: Partner | undefined) => Promise<Tried | Postponed>;

/**
 * Brings deliveries on that are this carrier's to carry. Nobody costs others anything: of one partner few are in hand at once, and one that does not answer is spared.
 * Who is turned away waits outside without having been tried, and is called by who comes out. All are tried for a day, then parked.
 */
export const carryFor = (needs: DoorNeeds, own: Carrier, attempt: Attempt) =>
  onOwnQueue(needs, own, async (message, seen) => {
    const run = (doing: Attempt) =>
      runDelivery({ ...needs, isPatient: true }, 'delivered', (claim) => doing(claim, seen?.partner))(message, seen);
    const here = seen && atDoor(seen, own);
    // A mailbox has no door: from a partner that fetches things are held back all the same.
    const going = here ?? (seen && toMailbox(seen));
    // What is not carried from here is only written, or handed on: its partner is asked nothing.
    if (going === undefined) return run(attempt);
    // Doubled messages, and those of who was called meanwhile, take nobody's place.
    if ((going.row.notBefore ?? '') > needs.now().toISOString()) return;
    const giveUp = async (reason: string | undefined) => {
      if (reason !== undefined) await run(() => Promise.resolve({ verdict: { verdict: 'stopped', reason } }));
    };
    if (seen?.barred !== undefined) return giveUp(await holdBack(needs, going, seen.barred));
    if (here === undefined) {
      await run(attempt);
      return callAtMailbox(needs, going);
    }
    if (isLookedUp(here)) {
      await run(attempt);
      return callBehind(needs, here);
    }
    const entered = await enter(needs, here);
    if ('turnedAway' in entered) return giveUp(await turnAway(needs, here, entered));
    let heard: Heard | undefined;
    try {
      await run(async (claim, partner) => {
        const tried = await attempt(claim, partner);
        heard = heardIn(tried);
        // It has its place still: once it can go, it goes before whoever is there then.
        if ('postponed' in tried && tried.aside) await leaveLine(needs, here);
        return tried;
      });
    } finally {
      await comeOut(needs, here, entered, heard);
    }
  });

const atDoor = ({ row, partner }: SeenDelivery, own: Carrier): AtDoor | undefined =>
  partner === undefined || hasNoDoor(partner) || carrierOf[partner.channel] !== own ? undefined : { row, partner };

/** Into a mailbox all go at once, but for who wants an order: there they stand as they came. */
const hasNoDoor = ({ channel, ordered }: Partner) => channel === 'portal' && !ordered;

/** Its receipt comes by itself, and is looked up in our own rows: that takes no place, and waits for nobody. */
const isLookedUp = ({ row, partner }: AtDoor) => row.state === 'sent' && partner.channel === 'as2';

const toMailbox = ({ row, partner }: SeenDelivery): AtDoor | undefined =>
  partner?.channel === 'portal' ? { row, partner } : undefined;

/** Those that were held back from a mailbox call each other in, as nobody comes out of a door there. */
async function callAtMailbox(needs: DoorNeeds, { row, partner }: AtDoor): Promise<void> {
  if (row.waits) await leaveLine(needs, { row, partner });
  await callNext(needs, row.tenant, partner, { count: 1, at: needs.now() });
}

const leaveLine = ({ line }: DoorNeeds, { row, partner }: AtDoor) =>
  line.leave(row.tenant, partner.partner, placeOf(row));

async function enter(needs: DoorNeeds, { row, partner }: AtDoor) {
  const { tenant } = row;
  if (partner.ordered && (await behindWhom(needs, row)) !== undefined)
    return { turnedAway: 'behind' as const, health: await needs.healths.get(tenant, partner.partner) };
  const most = partner.ordered ? 1 : MOST_IN_HAND;
  const entered = await needs.healths.enter(tenant, partner.partner, most, needs.now(), needs.random());
  // Who comes by itself, and was not called, stands in the line still.
  if (!('turnedAway' in entered) && row.waits && !partner.ordered) await leaveLine(needs, { row, partner });
  return entered;
}

/** A partner that refuses a document is well: it answered. What was stopped, only put off, or looked up in our own rows says nothing of it. */
function heardIn(tried: Tried | Postponed): Heard | undefined {
  if ('postponed' in tried || tried.askedNobody || tried.verdict.verdict === 'stopped') return undefined;
  const { verdict } = tried;
  return verdict.verdict === 'retry' ? { failed: verdict.reason, rest: verdict.retryAfter } : 'well';
}
