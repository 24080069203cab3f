import type { Lot } from '../../shared/messages/lots-api.ts';
import { orderView } from '../../shared/messages/orders-api.ts';
import { mayChange } from '../../shared/orders/may-change.ts';
import { cancelOf, newestOf, waitsForSite } from '../../shared/orders/revisions.ts';
import type { Needs } from '../needs.ts';
import { changeOrderForm, reasonField } from './change-order-form.ts';
import { confirmFirst } from './confirm.ts';
import { element } from './element.ts';
import { action } from './form.ts';
import type { panel } from './panel.ts';

/** What who is signed in may wish of an order: that it be changed or cancelled. Nothing where neither can be any more. */
export function orderWishes(
  needs: Needs,
  lot: Lot,
  place: ReturnType<typeof panel>,
  changed: () => Promise<void>,
): HTMLElement | undefined {
  if (!needs.may('orders:write') || mayChange(lot) !== undefined) return undefined;
  if (cancelOf(lot) !== undefined && waitsForSite(lot)) return undefined;
  const wish = async (what: string, body: object) => {
    const path = `/api/orders/${encodeURIComponent(lot.order)}/${what}`;
    await needs.api.post(path, { revision: newestOf(lot), ...body }, orderView);
    await changed();
  };
  const cancel = () => {
    const why = reasonField();
    const consequence =
      'Its site gives the order up unless its line has begun. The lot number and the id of the order stay used for ever.';
    const act = () => wish('cancel', { reason: why.value });
    confirmFirst(`Cancel order ${lot.order}?`, consequence, 'Cancel the order', act, why, 'Keep the order');
  };
  return element(
    'p',
    { class: 'actions' },
    action('Change the order', () => place.open(changeOrderForm(lot, (body) => wish('change', body), place.close))),
    action('Cancel the order …', cancel),
  );
}
