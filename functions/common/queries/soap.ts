import * as v from 'valibot';
import { oneOf } from '../query-parameters.ts';

/** Of the SOAP binding. Envelopes say all, but for which description is wanted. */
export const soapQueries = {
  'GET /epcis/soap': {
    version: oneOf(['1.2', '2.0'], 'of EPCIS; 1.2 when absent'),
    wsdl: v.optional(
      v.pipe(v.literal('', 'takes no value'), v.description('may stand here without a value, as many clients ask')),
    ),
  },
  'POST /epcis/soap': {},
};
