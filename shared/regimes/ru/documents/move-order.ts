import { basis, terms } from '../document-fields.ts';
import { turnoverType } from '../enumerations.ts';
import { instant, place } from '../forms.ts';
import { MOST, priced } from '../goods.ts';
import { document } from '../xml/document.ts';

/** 415: goods left for another owner in Russia. */
export const moveOrder = document(
  { id: 415, root: 'move_order', limit: MOST, act: 'goods left for a partner' },
  {
    subject_id: place,
    receiver_id: place,
    operation_date: instant,
    ...basis,
    turnover_type: turnoverType,
    ...terms,
    order_details: priced,
  },
);
