import { anySubject, flag, instant, text } from '../forms.ts';
import { MOST, things } from '../goods.ts';
import { document } from '../xml/document.ts';
import { maybe } from '../xml/maybe.ts';

/** 252: the receiver does not accept goods that were sent to it. */
export const refusalReceiver = document(
  { id: 252, root: 'refusal_receiver', limit: MOST, act: 'goods are not accepted' },
  {
    subject_id: anySubject,
    operation_date: instant,
    shipper_id: anySubject,
    reason: text(1000),
    confirm_paused: maybe(flag),
    order_details: things(MOST),
  },
);
