import type { PackChange } from '../../pack-change.ts';
import { sgtinOf } from '../codes.ts';
import { destruction } from '../documents/destruction.ts';
import { withdrawal } from '../documents/withdrawal.ts';
import { destructionMethod, withdrawalType } from '../enumerations.ts';
import { companyInn, country, day, kpp, number } from '../forms.ts';
import type { Form } from '../xml/form.ts';
import { ownAny, ownPlace, unregistered } from './parties.ts';
import { factOf, reportKind, type Told } from './report-kind.ts';

/** Types of withdrawal (MDLP XSD 1.38): 19 samples for quality control, 21 theft, 24 export out of Russia. */
const types: Readonly<Partial<Record<PackChange, string>>> = { sampled: '19', stolen: '21', exported: '24' };

const wanted: Readonly<Partial<Record<PackChange, Readonly<Record<string, Form>>>>> = {
  exported: { export_country_code: country },
  ended: { withdrawal_type: withdrawalType },
};

/** 552 of packs that left circulation. */
export const withdrawn = reportKind({
  document: withdrawal,
  facts: (_, { change }) => Object.entries((change && wanted[change]) ?? {}).map(([name, form]) => ({ name, form })),
  missing: (told) => unregistered('/holder/', ownAny(told), 'any'),
  value: (told, { change = 'ended' }) => ({
    subject_id: ownAny(told),
    operation_date: told.at,
    withdrawal_type: types[change] ?? factOf(told, 'withdrawal_type'),
    ...(change === 'exported' && { export_country_code: factOf(told, 'export_country_code') }),
    order_details: told.serials.map((serial) => ({ sgtin: { code: sgtinOf(told.product.gtin, serial) } })),
  }),
});

const record = { destruction_method: destructionMethod, inn: companyInn, kpp, doc_num: number, doc_date: day };
const recordOf = (told: Told) => ({ doc_num: factOf(told, 'doc_num'), doc_date: factOf(told, 'doc_date') });

/** 542 of packs that were destroyed, by a company with its tax numbers. */
export const destroyed = reportKind({
  document: destruction,
  facts: record,
  missing: (told) => unregistered('/holder/', ownPlace(told), 'place'),
  value: (told) => ({
    subject_id: ownPlace(told),
    operation_date: told.at,
    destruction_method: factOf(told, 'destruction_method'),
    destruction_org: { ul: { inn: factOf(told, 'inn'), kpp: factOf(told, 'kpp') } },
    ...recordOf(told),
    order_details: told.serials.map((serial) => ({ sgtin: sgtinOf(told.product.gtin, serial) })),
  }),
});
