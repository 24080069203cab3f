import { basis } from '../document-fields.ts';
import { foreignContractType } from '../enumerations.ts';
import { instant, subject } from '../forms.ts';
import { MOST, things } from '../goods.ts';
import { document } from '../xml/document.ts';
import { maybe } from '../xml/maybe.ts';

/** 332: goods from abroad came to customs. */
export const foreignImport = document(
  { id: 332, root: 'foreign_import', limit: MOST, act: 'goods came from abroad' },
  {
    subject_id: subject,
    seller_id: maybe(subject),
    shipper_id: subject,
    custom_receiver_id: subject,
    operation_date: instant,
    contract_type: foreignContractType,
    ...basis,
    order_details: things(MOST),
  },
);
