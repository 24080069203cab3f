import { writeElementString } from '#shared/gs1/element-string.ts';
import { sgtinUrn } from '#shared/gs1/sgtin.ts';
import { tailLike } from '#shared/line/printable.ts';
import { standardRecipe } from '#shared/line/standard-recipe.ts';
import type { Order } from '#shared/messages/site-api.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { itemLabel } from '../../line/label.ts';

/** What orders can be run at a site. */
export interface Runnable {
  readonly site: string;
  readonly owners: readonly string[];
  readonly lines: readonly string[];
}

/** Why an order cannot be run here; found now, it costs nothing, and found at the first closed case it costs the batch. */
export function orderProblem({ site, owners, lines }: Runnable, order: Order): Refusal | undefined {
  const { gtin, companyPrefix, line } = order;
  if (!owners.includes(order.owner))
    return refuse('conflict', `this site does not pack for ${order.owner}`, {
      ...about,
      at: '/owner',
      remedy: one(owners),
    });
  if (order.site !== site)
    return refuse('conflict', `it is for site ${order.site}`, {
      ...about,
      at: '/site',
      remedy: `Order it for ${site}.`,
    });
  if (!lines.includes(line))
    return refuse('conflict', `this site has no line ${line}`, { ...about, at: '/line', remedy: one(lines) });
  const urn = sgtinUrn({ gtin, serial: '1', companyPrefix });
  if (isRefusal(urn)) return { at: '/gtin', ...urn };
  const label = writeElementString([...itemLabel(order, '1', standardRecipe(order), tailLike(order.market)).elements]);
  return isRefusal(label) ? { ...label, at: '/lot' } : undefined;
}

const about = { rule: 'an order is run at its own site, on one of its lines, for an owner that the site packs for' };

const one = (names: readonly string[]) => `One of ${names.join(', ')}.`;
