import { basis } from '../document-fields.ts';
import { contractType, receiveType, source } from '../enumerations.ts';
import { day, inn, instant, kpp, number, place } from '../forms.ts';
import { MOST, priced } from '../goods.ts';
import { document } from '../xml/document.ts';
import { within } from '../xml/fields.ts';
import { maybe } from '../xml/maybe.ts';

/** 702: goods are taken in stock that nobody sent in the register. */
export const posting = document(
  { id: 702, root: 'posting', limit: MOST, act: 'goods were taken in stock' },
  {
    subject_id: place,
    shipper_info: maybe(within({ inn, kpp: maybe(kpp) })),
    shipper_id: maybe(place),
    operation_date: instant,
    ...basis,
    receive_type: maybe(receiveType),
    contract_type: contractType,
    source,
    contract_num: maybe(number),
    contract_gos_num: maybe(number),
    contract_gos_date: maybe(day),
    order_details: priced,
  },
);
