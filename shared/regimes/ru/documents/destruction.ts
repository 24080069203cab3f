import { basis, taxpayer } from '../document-fields.ts';
import { destructionMethod } from '../enumerations.ts';
import { instant, place } from '../forms.ts';
import { MOST, things } from '../goods.ts';
import { document } from '../xml/document.ts';
import { listOf } from '../xml/list-of.ts';

/** 542: goods were destroyed. */
export const destruction = document(
  { id: 542, root: 'destruction', limit: MOST, act: 'goods were destroyed' },
  {
    subject_id: place,
    operation_date: instant,
    destruction_method: destructionMethod,
    destruction_org: listOf(taxpayer),
    ...basis,
    order_details: things(MOST),
  },
);
