import { packerOfSite } from '#common/production/packer-of-site.ts';
import { Refused } from '#common/refused.ts';
import type { Lots } from '#common/store/lots.ts';
import type { Registry } from '#common/store/registry.ts';
import type { ContentOf } from '#shared/mapping/exchange/families.ts';
import type { Lot } from '#shared/messages/lots-api.ts';
import { refuse } from '#shared/refusal.ts';

export interface FindOrderNeeds {
  readonly lots: Pick<Lots, 'ofOrder' | 'numbered'>;
  readonly registry: Pick<Registry, 'location' | 'partner' | 'partners'>;
}

/** What names an order: its own number, or its lot, with its product where a number is used for several. */
export interface OrderName {
  readonly order?: string | undefined;
  readonly lot?: string | undefined;
  readonly gtin?: string | undefined;
}

/** The order that a request for numbers names by its own number. */
export const orderNumberOf = ({ references = [] }: ContentOf<'serial-request'>): string | undefined =>
  references.find(({ type }) => type.toUpperCase() === 'PO')?.number;

/**
 * The lot that a message of a partner is about, if it names one.
 *
 * @param at where in the message it is named
 * @throws Refused `not-found` where there is none that the partner packs, or more than one
 */
export async function findOrder(
  { lots, registry }: FindOrderNeeds,
  { tenant, partner }: { readonly tenant: string; readonly partner: string },
  { order, lot, gtin }: OrderName,
  at: string,
): Promise<Lot | undefined> {
  if (order === undefined && lot === undefined) return undefined;
  const named = order === undefined ? undefined : await lots.ofOrder(tenant, order);
  const found = order === undefined ? await lots.numbered(tenant, lot ?? '') : named === undefined ? [] : [named];
  const its: Lot[] = [];
  for (const one of found)
    if (
      one.packer === undefined &&
      (lot === undefined || one.lot === lot) &&
      (await packerOfSite(registry, tenant, one.site))?.partner === partner
    )
      its.push(one);
  const exact = its.filter((one) => one.gtin === gtin);
  const [only, ...others] = exact.length > 0 ? exact : its;
  if (only !== undefined && others.length === 0) return only;
  const what = order === undefined ? `lot ${lot}` : `order ${order}${lot === undefined ? '' : ` of lot ${lot}`}`;
  throw new Refused(
    refuse(
      'not-found',
      only === undefined ? `no ${what} is to be packed by ${partner}` : `${what} is of several products`,
      {
        at,
        rule: 'Seriate: a partner asks and reports for orders that it packs',
        remedy: 'name the order and lot as the production order does',
      },
    ),
  );
}
