import { type PackerNeeds, packerOfOrder } from '#common/production/packer-of-order.ts';
import { Refused } from '#common/refused.ts';
import type { Lots } from '#common/store/lots.ts';
import type { ContentOf } from '#shared/mapping/exchange/families.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import type { Lot } from '#shared/messages/lots-api.ts';
import { refuse } from '#shared/refusal.ts';

export interface FindOrderNeeds extends PackerNeeds {
  readonly lots: Pick<Lots, 'ofOrder' | 'numbered'>;
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
  needs: FindOrderNeeds,
  { tenant, partner }: { readonly tenant: string; readonly partner: Partner },
  { order, lot, gtin }: OrderName,
  at: string,
): Promise<Lot | undefined> {
  if (order === undefined && lot === undefined) return undefined;
  const { lots } = needs;
  const named = order === undefined ? undefined : await lots.ofOrder(tenant, order);
  const found = order === undefined ? await lots.numbered(tenant, lot ?? '') : named === undefined ? [] : [named];
  const its: Lot[] = [];
  const isIts = new Map<string, boolean>();
  for (const one of found.filter((some) => lot === undefined || some.lot === lot)) {
    const place = `${one.packer} ${one.site}`;
    // Lots of one number are mostly packed at one place.
    if (!isIts.has(place))
      isIts.set(place, (await packerOfOrder(needs, tenant, one, partner))?.partner === partner.partner);
    if (isIts.get(place)) its.push(one);
  }
  const exact = its.filter((one) => one.gtin === gtin);
  const [only, ...others] = exact.length > 0 ? exact : its;
  if (only !== undefined && others.length === 0) return only;
  const what = order === undefined ? `lot ${lot}` : `order ${order}${lot === undefined ? '' : ` of lot ${lot}`}`;
  throw new Refused(
    refuse(
      'not-found',
      only === undefined ? `no ${what} is to be packed by ${partner.partner}` : `${what} is of several products`,
      {
        at,
        rule: 'Seriate: a partner asks and reports for orders that it packs',
        remedy: 'name the order and lot as the production order does',
      },
    ),
  );
}
