import type { EpcPlaces } from '#common/store/epc-places.ts';
import type { MarketWithdrawals } from '#common/store/market-withdrawals.ts';
import type { Recalls } from '#common/store/recalls.ts';
import { writeLink } from '#shared/gs1/key-link.ts';
import type { Recall } from '#shared/messages/recalls-api.ts';
import type { MarketWithdrawal } from '#shared/messages/withdrawals-api.ts';
import { isRecalledBy } from '#shared/trace/is-recalled.ts';

export interface StopNeeds {
  readonly withdrawals: Pick<MarketWithdrawals, 'get'>;
  readonly recalls: Pick<Recalls, 'activeOf'>;
  readonly placesOf: EpcPlaces;
}

/** The withdrawal of a product from the European market, and the recalls of it that stand. */
export interface Stops {
  readonly withdrawal: MarketWithdrawal | undefined;
  readonly recalls: readonly Recall[];
}

export async function stopsOf({ withdrawals, recalls }: StopNeeds, tenant: string, gtin: string): Promise<Stops> {
  const [withdrawal, active] = await Promise.all([withdrawals.get(tenant, gtin, 'eu'), recalls.activeOf(tenant, gtin)]);
  return { withdrawal, recalls: active };
}

/** The first of the packs of a product that we recalled, or whose product we withdrew, and what we did, in a few words. */
export async function firstStopped(
  { placesOf }: Pick<StopNeeds, 'placesOf'>,
  tenant: string,
  gtin: string,
  { withdrawal, recalls }: Stops,
  packs: readonly { readonly serial: string; readonly lot: string | undefined }[],
): Promise<{ serial: string; why: string } | undefined> {
  const [first] = packs;
  if (first === undefined) return undefined;
  if (withdrawal !== undefined)
    return {
      serial: first.serial,
      why: `we withdrew product ${gtin} at ${withdrawal.signature.at} (${withdrawal.withdrawal})`,
    };
  if (recalls.length === 0) return undefined;
  const epcOf = (serial: string) =>
    writeLink({ primary: { ai: '01', value: gtin }, qualifiers: [{ ai: '21', value: serial }] });
  const places = recalls.some(({ of }) => of.kind === 'range')
    ? await placesOf(
        tenant,
        packs.map(({ serial }) => epcOf(serial)),
      )
    : new Map<string, never>();
  for (const { serial, lot } of packs) {
    const known = places.get(epcOf(serial)) ?? [];
    const recall = recalls.find(({ of }) => isRecalledBy(of, { serial, lot, places: known }));
    if (recall === undefined) continue;
    const of = recall.of.kind === 'lot' ? `lot ${recall.of.lot}` : `pack ${serial}`;
    return { serial, why: `we recalled ${of} of product ${gtin} at ${recall.signature.at} (${recall.recall})` };
  }
  return undefined;
}
