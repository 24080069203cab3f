import { badQuery } from '#common/query-parameters.ts';
import { Refused } from '#common/refused.ts';
import type { Lots } from '#common/store/lots.ts';
import type { Registry } from '#common/store/registry.ts';
import { refuse } from '#shared/refusal.ts';
import { handled } from '#shared/regimes/handled.ts';

export interface FilterNeeds {
  readonly lots: Pick<Lots, 'get' | 'numbered'>;
  readonly registry: Pick<Registry, 'product' | 'partner'>;
}

/** A mistyped market would read as if nothing were told to it. @throws Refused `bad-parameter` */
export function mustBeReportedTo(market: string | undefined): void {
  const known = handled.map((regime) => regime.market);
  if (market !== undefined && !known.includes(market))
    throw badQuery('market', 'is no market that is reported to', `take one of ${known.join(', ')}`);
}

/** Where nothing was found it says so of what is not known at all: nothing told and nothing known are not the same. @throws Refused */
export async function mustBeKnown(
  { lots, registry }: FilterNeeds,
  tenant: string,
  { gtin, lot, partner }: Readonly<Partial<Record<'gtin' | 'lot' | 'partner', string | undefined>>>,
): Promise<void> {
  if (gtin !== undefined && lot !== undefined) {
    if ((await lots.get(tenant, gtin, lot)) === undefined) throw unknown('lot', `lot ${lot} of product ${gtin}`);
  } else if (lot !== undefined) {
    if ((await lots.numbered(tenant, lot)).length === 0) throw unknown('lot', `lot ${lot}`);
  } else if (gtin !== undefined && (await registry.product(tenant, gtin)) === undefined)
    throw unknown('gtin', `product ${gtin} in force`);
  if (partner !== undefined && (await registry.partner(tenant, partner)) === undefined)
    throw unknown('partner', `partner ${partner}`);
}

const lists = { gtin: 'GET /api/products', lot: 'GET /api/lots', partner: 'GET /api/partners' };

const unknown = (parameter: keyof typeof lists, what: string) =>
  new Refused(
    refuse('not-found', `there is no ${what}`, {
      at: parameter,
      rule: 'Seriate API: what is not known is not told as empty',
      remedy: `${lists[parameter]} lists them`,
    }),
  );
