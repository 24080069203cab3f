import { lookInside } from '#common/look-inside.ts';
import { planFor, submissionsOf } from '#common/plan-submissions.ts';
import { reportedLot } from '#common/reported-lot.ts';
import type { LotName } from '#common/store/lot-fates.ts';
import type { Releases } from '#common/store/releases.ts';
import { PACKING, RELEASE } from '#common/store/told-packs.ts';
import { unitCode } from '#common/store/unit-code.ts';
import { instantOf } from '#shared/epcis/time.ts';
import { writeLink } from '#shared/gs1/key-link.ts';
import type { Packing } from '#shared/regimes/business-act.ts';
import { lotsAtEnd } from '#shared/trace/lots-at-end.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { type Asked, type Container, containersOf } from './containers-of.ts';
import { countLevels } from './count-levels.ts';
import { heardOfLot } from './heard-of-lot.ts';
import { packedThere } from './packed-in.ts';
import type { PlanChangesNeeds } from './plan-changes.ts';
import { planLists, serialsIn, tellOnce, toldOf } from './tell-once.ts';
import { toldBelow } from './told-below.ts';
import { type Wanting, whoWants } from './who-wants.ts';

/**
 * Makes due what regulators want to hear of the containers that packs of a released lot were in when it was released, from the lowest level up. Planned again, it
 * is of those containers alone that were not among them before. How many reports that are.
 *
 * A container with packs of several lots is told once, with that lot of them which is released last: before, the regulator does not know all that is in it.
 *
 * @param serials those of the packs that are looked at; all that were told of at the release when absent
 */
export async function planPacking(
  needs: PlanChangesNeeds,
  tenant: string,
  { product, lot, at }: Pick<Packing, 'product' | 'lot' | 'at'>,
  serials?: Iterable<string>,
): Promise<number> {
  const of = { gtin: product.gtin, lot: lot.lot };
  const wanting = (await whoWants(needs, tenant, 'packing')).filter(({ marketsOf }) => marketsOf.has(of.gtin));
  if (wanting.length === 0) return 0;
  const told = await toldOf(needs, tenant, of, RELEASE);
  const asked = serials === undefined ? told : new Set([...serials].filter((serial) => told.has(serial)));
  const found = (await containersOf(needs.unitEvents, tenant, packsOf(of.gtin, asked), at)).filter(
    ({ epc }) => unitCode(epc) !== undefined,
  );
  const own = await tellingHere(needs, tenant, { of, at, wanting }, found);
  const lotsIn = [of, ...withoutDoubles(own.flatMap(({ others }) => others))];
  const [released] = await needs.told.of(tenant, of, RELEASE);
  const as = (missing: readonly string[]) => ({
    ...countLevels(missing, new Map(own.map((one) => [one.epc, one]))),
    ...packedThere(released ?? {}),
  });
  const every = wanting.map(({ regime }) => regime);
  const regimes = await heardOfLot(needs, tenant, of, every);
  const below = toldBelow(own);
  const lists = await tellOnce(needs, tenant, of, PACKING, own.map(epcOf), as);
  return planLists(needs, tenant, { of, act: PACKING, lists }, async (list) => {
    const { first, count: units, levels = [], largest = [] } = list;
    const act = { kind: 'packing', product, lot, at, first, units, levels, largest, ...packedThere(list) } as const;
    const things = await serialsIn(needs, list);
    const members = { ...list, lots: lotsIn, after: below.under({ first, things }) };
    const planned = list.isPlanned ? 0 : await planFor(needs, tenant, regimes, act, members);
    below.add(
      { first, things },
      regimes.flatMap((regime) => submissionsOf(tenant, regime, act, members)),
    );
    return planned;
  });
}

const epcOf = ({ epc }: Container) => epc;

const linkOf = (gtin: string, serial: string) =>
  writeLink({ primary: { ai: '01', value: gtin }, qualifiers: [{ ai: '21', value: serial }] });

/** Packs of a product by their serials; their links are made when they are wanted. */
const packsOf = (gtin: string, serials: ReadonlySet<string>): Asked => ({
  packs: serials.values().map((serial) => linkOf(gtin, serial)),
  has: (epc) => {
    const code = unitCode(epc);
    return code?.kind === 'sgtin' && code.gtin === gtin && serials.has(code.serial);
  },
});

const withoutDoubles = (lots: readonly LotName[]): LotName[] => [
  ...new Map(lots.map((one) => [`${one.gtin} ${one.lot}`, one])).values(),
];

interface OfRelease {
  readonly of: LotName;
  readonly at: string;
  readonly wanting: readonly Wanting[];
}

/** Containers that no lot in them keeps back: of lots that the regulators hear of this one was released last. Two released at once are told apart by name. */
async function tellingHere(
  needs: PlanChangesNeeds,
  tenant: string,
  { of, at, wanting }: OfRelease,
  found: readonly Container[],
): Promise<Container[]> {
  const later = new Set<string>();
  for (const other of withoutDoubles(found.flatMap(({ others }) => others))) {
    const isTold = wanting.some(({ marketsOf }) => marketsOf.has(other.gtin));
    const row = isTold && !isSame(other, of) ? await needs.lots.get(tenant, other.gtin, other.lot) : undefined;
    if (row === undefined) continue;
    const isBefore =
      row.state === 'released' && row.releasedAt !== undefined && rankOf(other, row.releasedAt) < rankOf(of, at);
    if (!isBefore) later.add(`${other.gtin} ${other.lot}`);
  }
  return found.filter(({ others }) => !others.some(({ gtin, lot }) => later.has(`${gtin} ${lot}`)));
}

const isSame = (one: LotName, other: LotName) => one.gtin === other.gtin && one.lot === other.lot;
const rankOf = ({ gtin, lot }: LotName, at: string) => `${new Date(at).toISOString()} ${gtin} ${lot}`;

/**
 * The same for packs that are packed by events which come late: of lots whose release is planned already. Who plans the release of the others sees these
 * events: he looks how packs are packed after he has said that he read the lot.
 */
export async function planLatePacking(
  needs: PlanChangesNeeds & { readonly releases: Pick<Releases, 'isPlanned'> },
  tenant: string,
  events: readonly StoredEvent[],
): Promise<number> {
  const packing = events.filter(({ event }) => event.type === 'AggregationEvent' && event.action === 'ADD');
  if (packing.length === 0 || (await whoWants(needs, tenant, 'packing')).length === 0) return 0;
  let planned = 0;
  for (const { of, serials } of await packsIn(needs, tenant, packing)) {
    const row = await needs.lots.get(tenant, of.gtin, of.lot);
    if (row?.state !== 'released' || row.releasedAt === undefined) continue;
    if (!(await needs.releases.isPlanned(tenant, of.gtin, of.lot))) continue;
    const { product, lot } = await reportedLot(needs, tenant, of);
    planned += await planPacking(needs, tenant, { product, lot, at: row.releasedAt }, serials);
  }
  return planned;
}

/** The packs below everything that is packed, when the last of it was. */
async function packsIn({ unitEvents }: PlanChangesNeeds, tenant: string, packing: readonly StoredEvent[]) {
  const lots = new Map<string, { of: LotName; serials: string[] }>();
  const named = packing.flatMap(({ event }) => mentionsOf(event)).map(({ epc }) => epc);
  const [last = ''] = packing.map(({ event }) => event.eventTime).toSorted((a, b) => instantOf(b) - instantOf(a));
  for await (const { things, events } of lookInside(unitEvents, tenant, named, last)) {
    const known = lotsAtEnd(events);
    for (const epc of things) {
      const [code, lot] = [unitCode(epc), known.get(epc)];
      if (code?.kind !== 'sgtin' || lot === undefined) continue;
      const name = `${code.gtin} ${lot}`;
      const own = lots.get(name) ?? { of: { gtin: code.gtin, lot }, serials: [] };
      own.serials.push(code.serial);
      lots.set(name, own);
    }
  }
  return lots.values();
}
