import { anySubject, flag, instant, text } from '../forms.ts';
import { MOST, things } from '../goods.ts';
import { document } from '../xml/document.ts';
import { maybe } from '../xml/maybe.ts';

/** 251: the sender takes back goods that the receiver has not accepted. */
export const refusalSender = document(
  { id: 251, root: 'refusal_sender', limit: MOST, act: 'goods did not leave' },
  {
    subject_id: anySubject,
    operation_date: instant,
    receiver_id: anySubject,
    reason: text(1000),
    confirm_paused: maybe(flag),
    order_details: things(MOST),
  },
);
