import { codeOf } from '../codes.ts';
import { accept } from '../documents/accept.ts';
import { moveOrder } from '../documents/move-order.ts';
import { movePlace } from '../documents/move-place.ts';
import { receiveOrder } from '../documents/receive-order.ts';
import { refusalSender } from '../documents/refusal-sender.ts';
import { contractType, orderedReceiveType, source, turnoverType } from '../enumerations.ts';
import type { Form } from '../xml/form.ts';
import { paperFacts, paperOf, withoutPaper } from './paper.ts';
import { anyOf, placeOf, samePlace, unregistered } from './parties.ts';
import { amountFacts, ofUnknownLot, pricedThings } from './prices.ts';
import { type Fact, factOf, reportKind, type Told } from './report-kind.ts';

const terms = { ...paperFacts, contract_type: contractType, source };
const pricedFacts =
  (own: Readonly<Record<string, Form>>) =>
  (told: Told): Fact[] => [
    ...Object.entries({ ...terms, ...own }).map(([name, form]) => ({ name, form })),
    ...amountFacts(told, 'cost', 'vat'),
  ];

const termsOf = (told: Told) => ({ source: factOf(told, 'source'), contract_type: factOf(told, 'contract_type') });
const fromPlace = ({ movement }: Told) => placeOf(movement?.from);
const toPlace = ({ movement }: Told) => placeOf(movement?.to);
const thingsOf = ({ movement }: Told) => (movement?.things ?? []).map(({ code }) => codeOf(code));

const between = (told: Told) =>
  unregistered('/movement/from/', fromPlace(told), 'place') ??
  unregistered('/movement/to/', toPlace(told), 'place') ??
  samePlace(told) ??
  withoutPaper(told);
const betweenAny = (told: Told) =>
  unregistered('/movement/from/', anyOf(told.movement?.from), 'any') ??
  unregistered('/movement/to/', anyOf(told.movement?.to), 'any') ??
  samePlace(told);

/** 415 of goods that left for another owner. */
export const shipped = reportKind({
  document: moveOrder,
  facts: pricedFacts({ turnover_type: turnoverType }),
  missing: (told) => between(told) ?? ofUnknownLot(told),
  value: (told) => ({
    subject_id: fromPlace(told),
    receiver_id: toPlace(told),
    operation_date: told.at,
    ...paperOf(told),
    turnover_type: factOf(told, 'turnover_type'),
    ...termsOf(told),
    order_details: pricedThings(told),
  }),
});

/** 251 of goods that did not leave after all. */
export const shippedBack = reportKind({
  document: refusalSender,
  missing: betweenAny,
  value: (told) => ({
    subject_id: anyOf(told.movement?.from),
    operation_date: told.at,
    receiver_id: anyOf(told.movement?.to),
    reason: 'The goods were not shipped',
    order_details: thingsOf(told),
  }),
});

/** Who says that what the other side told is so: whoever the goods came to, or, where the receiver told of them first, whoever sent them. */
const confirms = ({ movement }: Told) =>
  movement?.to.partner === undefined
    ? { own: anyOf(movement?.to), other: anyOf(movement?.from) }
    : { own: anyOf(movement.from), other: anyOf(movement.to) };

/** 701 of goods that came as their sender told, or went as their receiver did. */
export const received = reportKind({
  document: accept,
  missing: betweenAny,
  value: (told) => ({
    subject_id: confirms(told).own,
    counterparty_id: confirms(told).other,
    operation_date: told.at,
    order_details: thingsOf(told),
  }),
});

/** 416 of goods that came, where the receiver tells first. */
export const receivedFirst = reportKind({
  document: receiveOrder,
  facts: pricedFacts({ receive_type: orderedReceiveType }),
  missing: (told) => between(told) ?? ofUnknownLot(told),
  value: (told) => ({
    subject_id: toPlace(told),
    shipper_id: fromPlace(told),
    operation_date: told.at,
    ...paperOf(told),
    receive_type: factOf(told, 'receive_type'),
    ...termsOf(told),
    order_details: pricedThings(told),
  }),
});

/** 431 of goods that went between own places. */
export const transferred = reportKind({
  document: movePlace,
  facts: paperFacts,
  missing: between,
  value: (told) => ({
    subject_id: fromPlace(told),
    receiver_id: toPlace(told),
    operation_date: told.at,
    ...paperOf(told),
    order_details: thingsOf(told),
  }),
});
