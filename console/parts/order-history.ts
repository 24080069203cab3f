import type { OrderRevision } from '../../shared/messages/orders-api.ts';
import { differing } from '../../shared/orders/revisions.ts';
import { element } from './element.ts';
import { when } from './when.ts';
import { words } from './words.ts';

/** Who wished what of an order, and why; nothing of one that was never changed. */
export function orderHistory(revisions: readonly OrderRevision[]): HTMLElement | undefined {
  if (revisions.length < 2) return undefined;
  const items = revisions.map((one, i) => {
    const { revision, by, at, reason } = one;
    const who = by === undefined ? '' : ` by ${by}`;
    const why = reason === undefined ? '' : `: ${reason}`;
    return element('li', {}, `Revision ${revision}, `, when(at), `${who}${why}. ${said(one, revisions[i - 1])}`);
  });
  return element('ol', { 'aria-label': 'Revisions' }, ...items);
}

function said(one: OrderRevision, before: OrderRevision | undefined): string {
  if (before === undefined) return 'As it was ordered.';
  if (one.cancel === true) return 'To be cancelled.';
  const changes = differing(one, before).map(
    (name) => `${words(name)} ${before[name] ?? 'nothing'} to ${one[name] ?? 'nothing'}`,
  );
  return `${changes.join(', ')}.`;
}
