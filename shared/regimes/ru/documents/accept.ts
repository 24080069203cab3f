import { anySubject, flag, instant } from '../forms.ts';
import { MOST, things } from '../goods.ts';
import { document } from '../xml/document.ts';
import { maybe } from '../xml/maybe.ts';

/** 701: what the other side told is so. */
export const accept = document(
  { id: 701, root: 'accept', limit: MOST, act: 'goods came, as the sender told' },
  {
    subject_id: anySubject,
    counterparty_id: anySubject,
    operation_date: instant,
    confirm_paused: maybe(flag),
    order_details: things(MOST),
  },
);
