import type { Lot } from '../../shared/messages/lots-api.ts';
import { newestOf, revisionsOf, waitsForSite } from '../../shared/orders/revisions.ts';
import { element } from './element.ts';
import { orderHistory } from './order-history.ts';
import { when } from './when.ts';

/** How an order stands: what L4 wishes, and what its site has told of it. */
export function orderState(lot: Lot): HTMLElement {
  const { order, site, line, quantity } = lot;
  return element(
    'section',
    { 'aria-label': `Order ${order}` },
    element('h3', {}, `Order ${order}`),
    element('p', {}, `${quantity} packs on line ${line} of site ${site}`),
    wish(lot),
    standing(lot),
    orderHistory(revisionsOf(lot)),
  );
}

/** What the newest revision has come to, in a sentence; nothing of an order that was never changed. */
function wish(lot: Lot): HTMLElement | undefined {
  const newest = revisionsOf(lot).at(-1);
  if (newest === undefined || newestOf(lot) === 1) return undefined;
  const runs = lot.runs ?? 1;
  const what = newest.cancel === true ? 'The cancellation' : `Revision ${newest.revision}`;
  if (lot.state === 'cancelled') return element('p', {}, 'The site has given the order up.');
  if (waitsForSite(lot))
    return element(
      'p',
      { class: 'note' },
      `${what} waits for the site, which runs revision ${runs} as far as it has told.`,
    );
  if (runs === newest.revision) return element('p', {}, `The site runs revision ${runs}.`);
  return element('p', { class: 'note' }, `${what} was refused by the site, which runs revision ${runs}.`);
}

function standing({ standing: told }: Lot): HTMLElement {
  if (told === undefined) return element('p', { class: 'empty' }, 'The site has not told how the order stands.');
  const { state, line, at, recipe, refused, why } = told;
  const packed = recipe === undefined ? '' : `, by recipe ${recipe.recipe} version ${recipe.version}`;
  return element(
    'p',
    {},
    element('b', {}, 'At the site: '),
    `${state} on line ${line}${packed}, since `,
    when(at),
    '.',
    refused === undefined ? undefined : ` It refused: ${refused}.`,
    why === undefined ? undefined : ` Why: ${why}.`,
  );
}
