import { basis } from '../document-fields.ts';
import { foreignContractType } from '../enumerations.ts';
import { instant, subject } from '../forms.ts';
import { MOST, things } from '../goods.ts';
import { document } from '../xml/document.ts';
import { maybe } from '../xml/maybe.ts';

/** 331: goods left for Russia from abroad. */
export const foreignShipment = document(
  { id: 331, root: 'foreign_shipment', limit: MOST, act: 'goods left for Russia' },
  {
    subject_id: subject,
    seller_id: maybe(subject),
    receiver_id: subject,
    custom_receiver_id: subject,
    operation_date: instant,
    contract_type: foreignContractType,
    ...basis,
    order_details: things(MOST),
  },
);
