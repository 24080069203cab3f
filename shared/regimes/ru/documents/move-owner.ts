import { day, instant, number, place } from '../forms.ts';
import { MOST, things } from '../goods.ts';
import { document } from '../xml/document.ts';

/** 381: a contract manufacturer or keeper gave goods to their owner. */
export const moveOwner = document(
  { id: 381, root: 'move_owner', limit: MOST, act: 'goods went to their owner' },
  {
    subject_id: place,
    owner_id: place,
    operation_date: instant,
    doc_date: day,
    doc_num: number,
    order_details: things(MOST),
  },
);
