import { orRefuse } from '#common/refused.ts';
import { refusedObjects } from '#common/refused-objects.ts';
import { reportedLot } from '#common/reported-lot.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import { type Delivery, isOfMovement } from '#common/store/delivery-row.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { LotName } from '#common/store/lot-fates.ts';
import type { Lots } from '#common/store/lots.ts';
import type { Registry } from '#common/store/registry.ts';
import type { ToldPacks } from '#common/store/told-packs.ts';
import { type TailNeeds, tailsOf } from '#common/tails-of.ts';
import { membersOf } from '#common/told-members.ts';
import { refuse } from '#shared/refusal.ts';
import type { ReportData } from '#shared/regimes/regime.ts';
import { regimeOf } from '#shared/regimes/regimes.ts';
import type { Holder } from '#shared/regimes/reported.ts';
import { mustStand, toTakeBack } from './changed-packs.ts';
import { containersAt } from './gather-containers.ts';
import { type MovementNeeds, movementAt } from './gather-movement.ts';
import { placeWhere } from './gather-place.ts';
import { repackedAt } from './gather-repacking.ts';
import { statementAt } from './gather-statement.ts';
import { namesOf } from './names-of.ts';
import { strangersOf } from './strangers-of.ts';
import { takenBackBy } from './taken-back-by.ts';
import { withoutDead } from './without-dead.ts';
import { withoutDropped } from './without-dropped.ts';

export interface GatherNeeds extends MovementNeeds, TailNeeds {
  readonly lots: Pick<Lots, 'get'>;
  readonly told: Pick<ToldPacks, 'acts' | 'of'>;
  readonly deliveries: Deliveries;
  readonly evidence: EvidenceStore;
}

/** Who reports. */
export async function holderOf(registry: Registry, tenant: string): Promise<Holder> {
  const { name, gln, address, registrations, companyPrefixes } = orRefuse(
    (await registry.tenant(tenant)) ?? refuse('not-found', `no tenant ${tenant}`),
  );
  return { tenant, name, gln, address, companyPrefixes, ...(registrations && { registrations }) };
}

/**
 * Everything a report is written from. Which packs it names was kept when it was planned: a release is of those that existed when it was signed, whatever
 * became of them since, which is told after it; a change is of those that its event is about, and so is what takes it back.
 *
 * @throws Refused when the event of a change was declared an error, or none of the packs is left: there is nothing to tell
 */
export async function gatherReport(
  needs: GatherNeeds,
  delivery: Delivery,
): Promise<Omit<ReportData, 'requestId' | 'holder'>> {
  const { facts } = delivery;
  const told = await gathererOf(delivery)(needs, delivery);
  const tails = await tailsFor(needs, delivery, told);
  const place = await placeWhere(needs, delivery);
  return { ...told, ...(tails && { tails }), ...(place && { place }), ...(facts && { facts }) };
}

type Gathered = Pick<ReportData, 'product' | 'serials' | 'containers'>;

/** For those that name packs by whole codes, and nobody else. */
async function tailsFor(needs: GatherNeeds, { tenant, market = '' }: Delivery, gathered: Gathered) {
  if (regimeOf(market, needs.regimes)?.tails !== true) return undefined;
  const { product, serials, containers = [] } = gathered;
  const inside = containers.flatMap(({ children }) => children.flatMap((child) => (child.sscc ? [] : [child])));
  const packs = [...serials.map((serial) => ({ gtin: product.gtin, serial })), ...inside];
  const tails = new Map<string, Readonly<Record<string, string>>>();
  for (const [gtin, own] of Map.groupBy(packs, (pack) => pack.gtin ?? ''))
    for (const [name, tail] of await tailsOf(
      needs,
      tenant,
      gtin,
      own.flatMap((pack) => pack.serial ?? []),
    ))
      tails.set(name, tail);
  return tails;
}

function gathererOf({ report }: Delivery) {
  if (report?.tells === 'statement') return gatherStatement;
  return report?.tells === undefined ? gatherPacks : gatherGoods;
}

const gatherStatement = async (needs: GatherNeeds, delivery: Delivery) =>
  statementAt(needs, delivery, await refusedBefore(needs, delivery));

async function gatherPacks(needs: GatherNeeds, delivery: Delivery) {
  const { tenant, subject, report } = delivery;
  if (subject.lot === undefined) return gatherProduct(needs, delivery);
  const of = { gtin: subject.gtin ?? '', lot: subject.lot ?? '' };
  const { product, lot } = await reportedLot(needs, tenant, of);
  const within = report?.units;
  const told = within === undefined ? [] : await serialsOf(needs, delivery, of);
  const only = await refusedBefore(needs, delivery);
  const serials = only === undefined ? told : told.filter((serial) => only.has(serial));
  if (within !== undefined && serials.length === 0) orRefuse(nothingToTell);
  const back = report?.undo ? await takenBackBy(needs, delivery, serials.length) : {};
  return { product, lot, serials, at: report?.at ?? '', ...back };
}

/** The containers of a lot, what was put into one or taken out, or the things of a movement, that the report is about; of a correction, those that were refused, by whatever name. */
async function gatherGoods(needs: GatherNeeds, delivery: Delivery) {
  const { tenant, subject, report, deliveryId } = delivery;
  const { members, units } = report ?? {};
  if (members === undefined || units === undefined)
    throw new Error(`delivery ${deliveryId} does not say what it names`);
  const kept = await membersOf(needs.evidence, members.key, units.first - members.first, units.count);
  const only = await refusedBefore(needs, delivery);
  const isInside = isOfMovement(delivery) && wantsContents(needs, delivery);
  const isOfThings = only !== undefined && !isInside;
  const epcs = isOfThings ? kept.filter((epc) => namesOf(epc).some((name) => only.has(name))) : kept;
  if (epcs.length === 0) orRefuse(nothingToTell);
  const common = {
    serials: [],
    at: report?.at ?? '',
    ...(report?.undo && (await takenBackBy(needs, delivery, epcs.length))),
  };
  if (report?.tells === 'repacking') return { ...(await repackedAt(needs, delivery, epcs)), ...common };
  if (report?.tells !== 'packing') {
    const told = await movementAt(needs, delivery, epcs, isInside ? only : undefined);
    if (told.movement?.things.length === 0) orRefuse(nothingToTell);
    return { ...told, ...common };
  }
  const { product, lot } = await reportedLot(needs, tenant, { gtin: subject.gtin ?? '', lot: subject.lot ?? '' });
  return {
    product,
    lot,
    containers: await containersFor(needs, delivery, epcs),
    ...common,
  };
}

async function containersFor(needs: GatherNeeds, delivery: Delivery, epcs: readonly string[]) {
  const all = await containersAt(needs, delivery, epcs, await strangersOf(needs, delivery));
  const containers = await withoutDead(needs, delivery, all);
  const hearsOfDropped = regimeOf(delivery.market ?? '', needs.regimes)?.dropouts === true;
  return hearsOfDropped ? withoutDropped(needs, delivery, containers) : containers;
}

/** True where what a regulator refuses of a movement are packs, whatever those are in. */
const wantsContents = ({ regimes }: GatherNeeds, { market = '' }: Delivery) =>
  regimeOf(market, regimes)?.contents === true;

/** Of a correction: what was refused of the report that it corrects, the only objects that it is about. */
async function refusedBefore(needs: GatherNeeds, { tenant, corrects, report }: Delivery) {
  if (report?.only !== undefined) return new Set(report.only);
  const corrected = corrects === undefined ? undefined : await needs.deliveries.get(tenant, corrects);
  return corrected && new Set(await refusedObjects(needs, corrected));
}

/** Of a report that is of no lot: the product as it was in force when it was asked for. */
async function gatherProduct({ registry }: GatherNeeds, { tenant, subject, report }: Delivery) {
  const { gtin = '' } = subject;
  const at = report?.at ?? '';
  const product = orRefuse((await registry.product(tenant, gtin, at)) ?? refuse('not-found', `no product ${gtin}`));
  return { product, serials: [], at };
}

const nothingToTell = refuse('conflict', 'none of the packs that it was planned for is left to be told of', {
  remedy: 'cancel the report: POST /api/deliveries/{deliveryId}/cancel',
});

async function serialsOf(needs: GatherNeeds, { tenant, subject, report, deliveryId }: Delivery, of: LotName) {
  const { members, units } = report ?? {};
  if (members === undefined || units === undefined)
    throw new Error(`delivery ${deliveryId} does not say which packs it names`);
  const [eventId] = subject.eventIds ?? [];
  if (eventId !== undefined && !report?.undo) await mustStand(needs, tenant, eventId);
  const serials = await membersOf(needs.evidence, members.key, units.first - members.first, units.count);
  return report?.undo ? toTakeBack(needs, tenant, of, serials) : serials;
}
