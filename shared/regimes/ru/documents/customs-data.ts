import { procedure } from '../enumerations.ts';
import { country, customs, day, declaration, instant, subject } from '../forms.ts';
import { declared, MOST } from '../goods.ts';
import { document } from '../xml/document.ts';
import { within } from '../xml/fields.ts';
import { maybe } from '../xml/maybe.ts';

/** 335: what customs decided of goods. */
export const customsData = document(
  { id: 335, root: 'fts_data', limit: MOST, act: 'goods went through customs' },
  {
    subject_id: subject,
    operation_date: instant,
    fts_info: within({ customs_code: customs, registration_date: day, gtd_number: declaration }),
    custom_procedure_code: procedure,
    export_country_code: maybe(country),
    order_details: declared,
  },
);
