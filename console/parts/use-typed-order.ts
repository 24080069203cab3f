import { useState } from 'react';
import { keepOrder, keptOrder } from './kept-order.ts';
import { type OrderMember, type TypedOrder, withTyped } from './order-draft.ts';

/** What is typed of an order, which waits in the tab while somebody looks elsewhere. */
export function useTypedOrder() {
  const [before] = useState(keptOrder);
  const [typed, setTyped] = useState<TypedOrder>(before);
  const put = (now: TypedOrder) => {
    setTyped(now);
    keepOrder(now);
  };
  return {
    typed,
    type: (name: OrderMember, value: string) => put(withTyped(typed, name, value)),
    empty: () => put({}),
    /** What was typed before this page was left and come back to, and nothing more. */
    isAsLeft: typed === before && Object.keys(before).length > 0,
  };
}
