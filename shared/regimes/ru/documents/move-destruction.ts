import { basis, taxpayer } from '../document-fields.ts';
import { destructionReason, destructionType } from '../enumerations.ts';
import { day, fias, instant, number, place, sgtin, sscc } from '../forms.ts';
import { MOST, textOf } from '../goods.ts';
import { document } from '../xml/document.ts';
import { named, one, within } from '../xml/fields.ts';
import { listOf } from '../xml/list-of.ts';
import { many } from '../xml/many.ts';
import { maybe } from '../xml/maybe.ts';

const detail = within({
  item: one({ sgtin, sscc }),
  decision: maybe(number),
  destruction_type: destructionType,
  reason_for_destruction: maybe(destructionReason),
});

/** 541: goods were handed over to be destroyed. */
export const moveDestruction = document(
  { id: 541, root: 'move_destruction', limit: MOST, act: 'goods went to be destroyed' },
  {
    subject_id: place,
    operation_date: instant,
    destruction_org: within({ fias_addr: fias, company: taxpayer }),
    ...basis,
    act_number: number,
    act_date: day,
    order_details: listOf(named('detail', many(detail, { most: MOST, once: ({ item }) => [textOf(item)] }))),
  },
);
