import type { EpcPlaces } from '#common/store/epc-places.ts';
import type { LotFatesStore } from '#common/store/lot-fates.ts';
import { writeLink } from '#shared/gs1/key-link.ts';
import { type LineFate, lineFates } from '#shared/messages/agent-to-cloud.ts';
import type { Lot } from '#shared/messages/lots-api.ts';
import { CounterSet } from '#shared/reconciliation/counter-set.ts';

/** What a line told of single serials of a lot: counters by block and fate, and what no pool of the product issued. */
export interface LineSaid {
  readonly counters: (block: string, fate: LineFate) => CounterSet;
  readonly named: (block: string, fate: LineFate) => number;
  readonly strange: readonly { readonly serial: string; readonly block: string }[];
}

interface Needs {
  readonly fates: Pick<LotFatesStore, 'of'>;
  readonly placesOf: EpcPlaces;
}

/** Serials of a GTIN to the counters of a pool; those that the pool did not issue are left out. */
export async function countersIn(
  placesOf: EpcPlaces,
  tenant: string,
  { gtin, pool }: { gtin: string; pool: string },
  serials: readonly string[],
): Promise<Map<string, number>> {
  const epcs = serials.map((serial) => unitEpc(gtin, serial));
  const places = await placesOf(tenant, epcs);
  const found = new Map<string, number>();
  for (const [i, serial] of serials.entries()) {
    const counter = places.get(epcs[i] ?? '')?.find((place) => place.pool === pool)?.counter;
    if (counter !== undefined) found.set(serial, counter);
  }
  return found;
}

/** A unit's EPC in canonical spelling. */
export const unitEpc = (gtin: string, serial: string): string =>
  writeLink({ primary: { ai: '01', value: gtin }, qualifiers: [{ ai: '21', value: serial }] });

/** Reads what the line told with the report that the lot has now. */
export async function lineSaid({ fates, placesOf }: Needs, tenant: string, lot: Lot): Promise<LineSaid> {
  const sets = new Map<string, { counters: CounterSet; named: number }>();
  const strange: { serial: string; block: string }[] = [];
  const { gtin, report } = lot;
  const poolOf = new Map((report?.blocks ?? []).map(({ block, pool }) => [block, pool]));
  const at = (block: string, fate: LineFate) => {
    const name = `${fate}#${block}`;
    const set = sets.get(name) ?? { counters: new CounterSet(), named: 0 };
    sets.set(name, set);
    return set;
  };
  if (report !== undefined)
    for await (const { block, fate, serials } of fates.of(tenant, lot, report.closedAt)) {
      const set = at(block, fate);
      const counters = await countersIn(placesOf, tenant, { gtin, pool: poolOf.get(block) ?? lot.pool }, serials);
      set.named += serials.length;
      for (const counter of counters.values()) set.counters.add(counter);
      for (const serial of serials) if (!counters.has(serial)) strange.push({ serial, block });
    }
  return {
    counters: (block, fate) => at(block, fate).counters,
    named: (block, fate) => at(block, fate).named,
    strange,
  };
}

/** Fates of which the line counted more or fewer than it named. */
export function unnamedFates({ report }: Lot, said: LineSaid) {
  return (report?.blocks ?? []).flatMap((counts) =>
    lineFates.flatMap((fate) => {
      const [counted, named] = [counts[fate], said.named(counts.block, fate)];
      return counted === named ? [] : [{ block: counts.block, fate, counted, named }];
    }),
  );
}
