import type { NewDelivery } from '#common/store/delivery-row.ts';
import type { Container } from './containers-of.ts';

/** Containers of a list, and the place of the first among all that are told of. */
interface Listed {
  readonly first: number;
  readonly things: readonly string[];
}

/** Remembers, list by list, which report tells of a container, so that what is told later of those that they are in waits for it. */
export function toldBelow(found: readonly Pick<Container, 'epc' | 'inner'>[]) {
  const inner = new Map(found.map((one) => [one.epc, one.inner]));
  const places = new Map<string, number>();
  const told: NewDelivery[] = [];
  return {
    /** After it was planned. */
    add: ({ first, things }: Listed, reports: readonly NewDelivery[]): void => {
      for (const [n, epc] of things.entries()) places.set(epc, first + n);
      told.push(...reports);
    },
    /** Ids of the reports of earlier lists, of a market, of what is directly in those of a list that stand at some places. */
    under:
      ({ first, things }: Listed) =>
      (market: string, units: { readonly first: number; readonly count: number }): string[] => {
        const own = things.slice(units.first - first, units.first - first + units.count);
        const below = own.flatMap((epc) => inner.get(epc) ?? []).flatMap((epc) => places.get(epc) ?? []);
        const names = ({ report }: NewDelivery) =>
          report?.units !== undefined && below.some((at) => isWithin(at, report.units));
        return told.filter((one) => one.market === market && names(one)).map(({ deliveryId }) => deliveryId);
      },
  };
}

const isWithin = (at: number, units: { readonly first: number; readonly count: number } | undefined) =>
  units !== undefined && at >= units.first && at < units.first + units.count;
