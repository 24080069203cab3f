import { contractType, source } from './enumerations.ts';
import { companyInn, day, kpp, number, personInn } from './forms.ts';
import { one, within } from './xml/fields.ts';
import { maybe } from './xml/maybe.ts';

/** Elements that several documents share (MDLP XSD 1.38, base_ref.xsd). */

/** The decision by which goods came into circulation. */
export const releaseInfo = within({ doc_date: day, doc_num: maybe(number), confirmation_num: number });

export const basis = { doc_num: number, doc_date: day };

/** The contract that goods go by, with those of the state. */
export const terms = {
  source,
  contract_type: contractType,
  contract_num: maybe(number),
  contract_gos_num: maybe(number),
  contract_gos_date: maybe(day),
};

/** A company or a person by their tax numbers. */
export const taxpayer = one({
  ul: within({ inn: companyInn, kpp }),
  fl: within({ inn: personInn }),
});
