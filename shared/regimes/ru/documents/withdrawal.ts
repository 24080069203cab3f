import { withdrawalType } from '../enumerations.ts';
import { anySubject, country, day, instant, number, sgtin, share, sscc } from '../forms.ts';
import { MOST } from '../goods.ts';
import { document } from '../xml/document.ts';
import { one } from '../xml/fields.ts';
import { formWith } from '../xml/form.ts';
import { listOf } from '../xml/list-of.ts';
import { many } from '../xml/many.ts';
import { maybe } from '../xml/maybe.ts';

const thing = one({ sgtin: formWith(sgtin, 'withdrawal_part', share), sscc });

/** 552: goods left circulation for another reason than a sale. */
export const withdrawal = document(
  { id: 552, root: 'withdrawal', limit: MOST, act: 'goods left circulation' },
  {
    subject_id: anySubject,
    operation_date: instant,
    doc_num: maybe(number),
    doc_date: maybe(day),
    withdrawal_type: withdrawalType,
    export_country_code: maybe(country),
    order_details: listOf(many(thing, { most: MOST, once: (one) => ['sgtin' in one ? one.sgtin.code : one.sscc] })),
  },
);
