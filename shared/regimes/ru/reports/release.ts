import { codeOf, sgtinOf } from '../codes.ts';
import { registerProductEmission } from '../documents/register-product-emission.ts';
import { releaseInCirculation } from '../documents/release-in-circulation.ts';
import { day, instant, number } from '../forms.ts';
import { ownPlace, placeOf, unregistered } from './parties.ts';
import { factOf, reportKind, type Told } from './report-kind.ts';

const facts = { doc_date: day, confirmation_num: number };
const infoOf = (told: Told) => ({
  doc_date: factOf(told, 'doc_date'),
  confirmation_num: factOf(told, 'confirmation_num'),
});

/** 313 of the packs of a lot that was released. */
export const release = reportKind({
  document: registerProductEmission,
  facts,
  missing: (told) => unregistered('/holder/', ownPlace(told), 'place'),
  value: (told) => ({
    subject_id: ownPlace(told),
    operation_date: told.at,
    release_info: infoOf(told),
    signs: told.serials.map((serial) => ({ sgtin: sgtinOf(told.product.gtin, serial) })),
  }),
});

const arrivedAt = (told: Told) => placeOf(told.movement?.to) || ownPlace(told);

/** 342 of goods that came from abroad. */
export const importRelease = reportKind({
  document: releaseInCirculation,
  facts: { operation_date: instant, ...facts },
  missing: (told) => unregistered('/movement/to/', arrivedAt(told), 'place'),
  value: (told) => ({
    subject_id: arrivedAt(told),
    operation_date: factOf(told, 'operation_date'),
    release_info: infoOf(told),
    signs: (told.movement?.things ?? []).map(({ code }) => codeOf(code)),
  }),
});
