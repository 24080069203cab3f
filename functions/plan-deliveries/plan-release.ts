import { log } from '#common/log.ts';
import type { LotPiece, LotUnit, LotUnits } from '#common/lot-units.ts';
import { mayBeTold } from '#common/may-be-told.ts';
import { reportedLot } from '#common/reported-lot.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { LotName } from '#common/store/lot-fates.ts';
import type { Lot } from '#common/store/lots.ts';
import type { Recalls } from '#common/store/recalls.ts';
import type { Releases } from '#common/store/releases.ts';
import type { Dropout } from '#shared/regimes/business-act.ts';
import { plannedOf } from '#shared/regimes/planned.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';
import { eventsUntil } from '#shared/trace/events-until.ts';
import { livesOf } from '#shared/trace/lives-of.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { once } from './once.ts';
import { type Ended, endsOf, planDropouts, wantsDropouts } from './plan-dropouts.ts';
import { planOrSetAside } from './plan-or-set-aside.ts';
import { planPacking } from './plan-packing.ts';
import { planPacks } from './plan-packs.ts';
import { planLotRecall } from './plan-recall.ts';
import type { PlanUndoNeeds } from './plan-undo.ts';
import { remembering } from './tell-once.ts';

export interface PlanReleaseNeeds extends PlanUndoNeeds {
  readonly ledger: Pick<Ledger, 'eventsById'>;
  readonly lotUnits: LotUnits;
  readonly releases: Pick<Releases, 'markRead' | 'markPlanned'>;
  readonly recalls: Pick<Recalls, 'activeOf'>;
  readonly wakeRegulator: SendToQueue;
  readonly pause: () => Promise<void>;
}

/** How often one run looks whether the ledger has all units of the line's report: each look counts the whole lot. */
const LOOKS = 2;

interface Asked {
  readonly tenant: string;
  readonly release: LotName;
}

/**
 * Makes the reports due that the regulators of the product's markets want of a released lot. Which packs they name is kept before they are planned, and
 * does not change whatever is captured later: that is told by reports of its own.
 */
export const planRelease =
  (asked: PlanReleaseNeeds) =>
  async ({ tenant, release: { gtin, lot } }: Asked): Promise<void> => {
    const registry = { ...asked.registry, productsEver: once(() => asked.registry.productsEver(tenant)) };
    const needs = { ...asked, registry, evidence: remembering(asked.evidence) };
    const { product, lot: reported, row } = await reportedLot(needs, tenant, { gtin, lot });
    const isReported = plannedOf(product.markets, needs.regimes).length > 0;
    const submissions = isReported ? await planLot(needs, tenant, { product, lot: reported, row }) : 0;
    await needs.releases.markPlanned(tenant, gtin, lot, needs.now());
    log('planned', { tenant, gtin, lot, submissions });
  };

async function planLot(needs: PlanReleaseNeeds, tenant: string, of: Awaited<ReturnType<typeof reportedLot>>) {
  const { product, lot, row } = of;
  const name = { gtin: product.gtin, lot: lot.lot };
  const at = row.releasedAt ?? needs.now().toISOString();
  let submissions = 0;
  for (let seen = -1; ; ) {
    const { places, serials, events, ended } = await wholeLot(needs, tenant, row, product.markets);
    submissions += await planPacks(needs, tenant, { product, lot, at }, serials);
    submissions += await planDropouts(needs, tenant, { product, lot, at }, ended);
    // What became of packs before the release is told after it: before, the regulator knew none of them.
    const ids = await needs.told.events(tenant, name);
    const known = await needs.ledger.eventsById(tenant, ids);
    for (const stored of effectiveEvents([...events, ...known]))
      submissions += await planOrSetAside(needs, tenant, stored, name);
    if (places === seen) break;
    // Who captures units from now on finds that the lot was read, and has them told; those that came before are seen here.
    await needs.releases.markRead(tenant, name.gtin, name.lot, needs.now());
    seen = places;
    if ((await placesOf(needs, tenant, name)) === places) break;
  }
  submissions += await planPacking(needs, tenant, { product, lot, at });
  for (const recall of await needs.recalls.activeOf(tenant, name.gtin))
    if (recall.of.kind === 'lot' && recall.of.lot === name.lot)
      submissions += await planLotRecall(needs, tenant, recall);
  return submissions;
}

/** Before anything was declared an error: so commissionings that come are seen, whatever is declared meanwhile. */
const NEVER = '1970-01-01T00:00:00.000Z';
const placesOf = ({ lotUnits }: PlanReleaseNeeds, tenant: string, of: LotName) => lotUnits.count(tenant, of, NEVER);

/**
 * The packs that existed when the lot was released, and what regulators may have to hear of that became of them. The line's report may overtake its last
 * events: reporting waits for them, because a pack that the regulator does not know cannot be dispensed. What does not come at once is waited for outside:
 * the release stays due, and the planner is woken for it again.
 */
async function wholeLot(needs: PlanReleaseNeeds, tenant: string, lot: Lot, markets: readonly string[]) {
  const { commissioned = 0 } = lot.report ?? {};
  const asksEnds = wantsDropouts(markets, needs.regimes);
  for (let look = 1; ; look++) {
    const places = await placesOf(needs, tenant, lot);
    // Without enough of them nothing need be read: that takes a minute of a lot of millions.
    const found =
      places < commissioned
        ? { atClose: places, serials: [], events: [], ended: new Map() }
        : await lookInto(needs, tenant, lot, asksEnds);
    if (found.atClose >= commissioned) return { places, ...found };
    if (look === LOOKS)
      throw new Error(`lot ${lot.lot}: the ledger has ${found.atClose} units, the line reported ${commissioned}`);
    await needs.pause();
  }
}

async function lookInto({ lotUnits }: PlanReleaseNeeds, tenant: string, lot: Lot, asksEnds: boolean) {
  let atClose = 0;
  const serials: string[] = [];
  const ended = new Map<Dropout['change'], string[]>();
  const telling = new Map<string, StoredEvent>();
  for await (const piece of lotUnits.read(tenant, lot, { asOf: lot.report?.closedAt })) {
    for (const { existed } of piece.units) if (existed) atClose++;
    const [left, gone] = apartAt(piece, lot.releasedAt);
    for (const serial of left) serials.push(serial);
    if (asksEnds && gone.size > 0)
      for (const [change, own] of endsOf(eventsUntil(piece.events, lot.releasedAt), gone))
        ended.set(change, [...(ended.get(change) ?? []), ...own]);
    for (const stored of effectiveEvents(piece.events)) if (mayBeTold(stored)) telling.set(stored.eventId, stored);
  }
  const known: Ended = ended;
  return { atClose, serials, events: [...telling.values()], ended: known };
}

/** Serials of the packs that there were when the lot was released, and those that were no more by then, by EPC: of these nobody hears as of the others. */
function apartAt({ units, events }: LotPiece, releasedAt: string | undefined) {
  const lives = livesOf(eventsUntil(events, releasedAt));
  const isLeft = ({ epc }: LotUnit) => lives.get(epc) !== false;
  const gone = units.filter((unit) => !isLeft(unit));
  const left = apart(units.filter(isLeft).map(({ serial }) => serial));
  return [left, new Map(gone.map(({ epc, serial }) => [epc, serial]))] as const;
}

/** The same serials in memory of their own: each is cut from the link of its pack, which would be kept as long as it, in lots of millions. */
const apart = (serials: readonly string[]) =>
  serials.length === 0 ? [] : Buffer.from(serials.join('\n')).toString().split('\n');
