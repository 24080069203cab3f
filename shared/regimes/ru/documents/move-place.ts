import { basis } from '../document-fields.ts';
import { instant, place } from '../forms.ts';
import { MOST, things } from '../goods.ts';
import { document } from '../xml/document.ts';

/** 431: goods went from one own place to another. */
export const movePlace = document(
  { id: 431, root: 'move_place', limit: MOST, act: 'goods went between own places' },
  { subject_id: place, receiver_id: place, operation_date: instant, ...basis, order_details: things(MOST) },
);
