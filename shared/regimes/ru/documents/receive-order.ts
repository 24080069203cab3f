import { basis, terms } from '../document-fields.ts';
import { instant, oneOf, place } from '../forms.ts';
import { MOST, priced } from '../goods.ts';
import { document } from '../xml/document.ts';

/** 416: goods came, and the receiver tells it first. */
export const receiveOrder = document(
  { id: 416, root: 'receive_order', limit: MOST, act: 'goods came, told by the receiver first' },
  {
    subject_id: place,
    shipper_id: place,
    operation_date: instant,
    ...basis,
    receive_type: oneOf(1, 2),
    ...terms,
    order_details: priced,
  },
);
