import { codeOf } from '../codes.ts';
import { customsData } from '../documents/customs-data.ts';
import { foreignImport } from '../documents/foreign-import.ts';
import { foreignShipment } from '../documents/foreign-shipment.ts';
import { foreignContractType, procedure } from '../enumerations.ts';
import { customs, day, declaration, instant, subject } from '../forms.ts';
import { paperFacts, paperOf, withoutPaper } from './paper.ts';
import { ownSubject, subjectOf, unregistered } from './parties.ts';
import { amountFacts, declaredThings, ofUnknownLot } from './prices.ts';
import { factOf, reportKind, type Told } from './report-kind.ts';

const facts = { ...paperFacts, contract_type: foreignContractType, custom_receiver_id: subject };

const common = (told: Told) => ({
  custom_receiver_id: factOf(told, 'custom_receiver_id'),
  operation_date: told.at,
  contract_type: factOf(told, 'contract_type'),
  ...paperOf(told),
  order_details: (told.movement?.things ?? []).map(({ code }) => codeOf(code)),
});

const senderOf = (told: Told) => subjectOf(told.movement?.from) || ownSubject(told);

/** 331 of goods that left for Russia. */
export const shippedToRussia = reportKind({
  document: foreignShipment,
  facts,
  missing: (told) =>
    unregistered('/movement/from/', senderOf(told), 'subject') ??
    unregistered('/movement/to/', subjectOf(told.movement?.to), 'subject') ??
    withoutPaper(told),
  value: (told) => ({ subject_id: senderOf(told), receiver_id: subjectOf(told.movement?.to), ...common(told) }),
});

/** 332 of goods that came from abroad. */
export const imported = reportKind({
  document: foreignImport,
  facts,
  missing: (told) =>
    unregistered('/holder/', ownSubject(told), 'subject') ??
    unregistered('/movement/from/', subjectOf(told.movement?.from), 'subject') ??
    withoutPaper(told),
  value: (told) => ({ subject_id: ownSubject(told), shipper_id: subjectOf(told.movement?.from), ...common(told) }),
});

const declaredFacts = {
  operation_date: instant,
  customs_code: customs,
  registration_date: day,
  gtd_number: declaration,
  custom_procedure_code: procedure,
};

/** 335 of what customs decided of them. */
export const throughCustoms = reportKind({
  document: customsData,
  facts: (told) => [
    ...Object.entries(declaredFacts).map(([name, form]) => ({ name, form })),
    ...amountFacts(told, 'customs_value'),
  ],
  missing: (told) => unregistered('/holder/', ownSubject(told), 'subject') ?? ofUnknownLot(told),
  value: (told) => ({
    subject_id: ownSubject(told),
    operation_date: factOf(told, 'operation_date'),
    fts_info: {
      customs_code: factOf(told, 'customs_code'),
      registration_date: factOf(told, 'registration_date'),
      gtd_number: factOf(told, 'gtd_number'),
    },
    custom_procedure_code: factOf(told, 'custom_procedure_code'),
    order_details: declaredThings(told),
  }),
});
