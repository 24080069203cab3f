import { codeOf } from '../codes.ts';
import { moveDestruction } from '../documents/move-destruction.ts';
import { moveOwner } from '../documents/move-owner.ts';
import { posting } from '../documents/posting.ts';
import { refusalReceiver } from '../documents/refusal-receiver.ts';
import { contractType, destructionReason, destructionType, receiveType, source } from '../enumerations.ts';
import { companyInn, day, fias, flag, kpp, number, text } from '../forms.ts';
import { anyOf, ownPlace, placeOf, samePlace, unregistered } from './parties.ts';
import { amountFacts, ofUnknownLot, pricedThings } from './prices.ts';
import { factOf, reportKind, type Told } from './report-kind.ts';

/** Documents that no event tells: a person says what they tell. */

const thingsOf = ({ movement }: Told) => (movement?.things ?? []).map(({ code }) => codeOf(code));
const fromPlace = (told: Told) => placeOf(told.movement?.from) || ownPlace(told);
const toPlace = (told: Told) => placeOf(told.movement?.to) || ownPlace(told);
/** What need not be told stands only where it was given. */
const given = <Name extends string>(told: Told, ...names: readonly Name[]) =>
  Object.fromEntries(names.filter((name) => factOf(told, name) !== '').map((name) => [name, factOf(told, name)])) as {
    readonly [name in Name]?: string;
  };

const paper = { doc_num: number, doc_date: day };
const paperOf = (told: Told) => ({ doc_num: factOf(told, 'doc_num'), doc_date: factOf(told, 'doc_date') });
const notWhereGiven = (forms: Readonly<Record<string, typeof flag>>, told: Told) =>
  Object.entries(forms)
    .filter(([name]) => factOf(told, name) !== '')
    .map(([name, form]) => ({ name, form }));
const named = (forms: Readonly<Record<string, typeof flag>>) =>
  Object.entries(forms).map(([name, form]) => ({ name, form }));

/** 252 of goods that came, or should have come, and that the tenant does not take. */
export const refusedGoods = reportKind({
  document: refusalReceiver,
  facts: (told) => [...named({ reason: text(1000) }), ...notWhereGiven({ confirm_paused: flag }, told)],
  missing: (told) =>
    unregistered('/movement/from/', anyOf(told.movement?.from), 'any') ??
    unregistered('/movement/to/', anyOf(told.movement?.to), 'any') ??
    samePlace(told),
  value: (told) => ({
    subject_id: anyOf(told.movement?.to),
    operation_date: told.at,
    shipper_id: anyOf(told.movement?.from),
    reason: factOf(told, 'reason'),
    ...given(told, 'confirm_paused'),
    order_details: thingsOf(told),
  }),
});

/** 381 of goods that their owner has now. */
export const givenToOwner = reportKind({
  document: moveOwner,
  facts: paper,
  missing: (told) =>
    unregistered('/movement/from/', fromPlace(told), 'place') ??
    unregistered('/movement/to/', placeOf(told.movement?.to), 'place') ??
    samePlace(told),
  value: (told) => ({
    subject_id: fromPlace(told),
    owner_id: placeOf(told.movement?.to),
    operation_date: told.at,
    ...paperOf(told),
    order_details: thingsOf(told),
  }),
});

const destroyer = { fias_addr: fias, inn: companyInn, kpp };

/** 541 of goods that a company will destroy. */
export const givenToDestroy = reportKind({
  document: moveDestruction,
  facts: (told) => [
    ...named({ ...destroyer, ...paper, act_number: number, act_date: day, destruction_type: destructionType }),
    ...notWhereGiven({ decision: number, reason_for_destruction: destructionReason }, told),
  ],
  missing: (told) => unregistered('/movement/from/', fromPlace(told), 'place'),
  value: (told) => ({
    subject_id: fromPlace(told),
    operation_date: told.at,
    destruction_org: {
      fias_addr: factOf(told, 'fias_addr'),
      company: { ul: { inn: factOf(told, 'inn'), kpp: factOf(told, 'kpp') } },
    },
    ...paperOf(told),
    act_number: factOf(told, 'act_number'),
    act_date: factOf(told, 'act_date'),
    order_details: thingsOf(told).map((item) => ({
      item,
      destruction_type: factOf(told, 'destruction_type'),
      ...given(told, 'decision', 'reason_for_destruction'),
    })),
  }),
});

/** 702 of goods that are in stock though nobody sent them. */
export const posted = reportKind({
  document: posting,
  facts: (told) => [
    ...named({ ...paper, contract_type: contractType, source }),
    ...amountFacts(told, 'cost', 'vat'),
    ...notWhereGiven({ receive_type: receiveType }, told),
  ],
  missing: (told) => unregistered('/movement/to/', toPlace(told), 'place') ?? ofUnknownLot(told),
  value: (told) => ({
    subject_id: toPlace(told),
    ...(told.movement?.from.partner !== undefined && { shipper_id: placeOf(told.movement.from) }),
    operation_date: told.at,
    ...paperOf(told),
    ...given(told, 'receive_type'),
    contract_type: factOf(told, 'contract_type'),
    source: factOf(told, 'source'),
    order_details: pricedThings(told),
  }),
});
