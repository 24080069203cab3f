import { basis } from '../document-fields.ts';
import { foreignContractType, receiveType, turnoverType } from '../enumerations.ts';
import { anySubject, day, flag, inn, instant, number, oneOf, place, subject, text } from '../forms.ts';
import { MOST, things } from '../goods.ts';
import { maybe } from '../xml/maybe.ts';
import { type NotificationKind, notification } from './kind.ts';

const order_details = things(MOST);
const listed = { operation_date: instant, ...basis, order_details };
/** With the elements of the basis the other way round. */
const dated = { operation_date: instant, doc_date: day, doc_num: number };
const refused = { reason: text(1000), confirm_paused: maybe(flag), order_details };
const abroad = { operation_date: instant, contract_type: foreignContractType, ...basis, order_details };

/** Notifications that list packs and packages (MDLP XSD 1.38). */
export const listedKinds: readonly NotificationKind[] = [
  notification(603, 'move_owner_notification', 381, 'a keeper gave goods of yours to you', {
    subject_id: place,
    owner_id: place,
    ...dated,
    order_details,
  }),
  notification(605, 'refusal_sender_notification', 251, 'the sender took goods back', {
    subject_id: anySubject,
    operation_date: instant,
    receiver_id: anySubject,
    ...refused,
  }),
  notification(606, 'refusal_receiver_notification', 252, 'the receiver did not accept goods', {
    subject_id: anySubject,
    operation_date: instant,
    shipper_id: anySubject,
    ...refused,
  }),
  notification(607, 'accept_notification', 701, 'your goods were accepted', {
    subject_id: anySubject,
    counterparty_id: anySubject,
    operation_date: instant,
    confirm_paused: maybe(flag),
    order_details,
  }),
  notification(609, 'change_owner_notification', 351, 'goods have another owner', {
    subject_id: subject,
    receiver_id: subject,
    ...listed,
  }),
  notification(610, 'move_return_notification', 417, 'goods come back to you', {
    subject_id: place,
    receiver_id: place,
    ...listed,
  }),
  notification(611, 'receive_unregistered_notification', 442, 'goods came from somebody who is not registered', {
    subject_id: place,
    shipper_id: place,
    ...listed,
  }),
  notification(612, 'state_dispatch_notification', 471, 'goods were sent to you for the state', {
    subject_id: place,
    receiver_id: place,
    operation_date: instant,
    turnover_type: maybe(turnoverType),
    ...basis,
    order_details,
  }),
  notification(613, 'foreign_shipment_notification', 331, 'goods left for you from abroad', {
    subject_id: subject,
    seller_id: maybe(subject),
    receiver_id: subject,
    custom_receiver_id: subject,
    ...abroad,
  }),
  notification(614, 'foreign_import_notification', 332, 'goods of yours came from abroad', {
    subject_id: subject,
    seller_id: maybe(subject),
    shipper_id: subject,
    custom_receiver_id: subject,
    ...abroad,
  }),
  notification(618, 'move_to_release_notification', 314, 'goods were given to you to be released', {
    subject_id: place,
    owner_id: place,
    ...dated,
    order_details,
  }),
  notification(619, 'agent_dispatch_notification', 472, 'an agent sent goods to you', {
    subject_id: place,
    receiver_id: place,
    operation_date: instant,
    turnover_type: maybe(turnoverType),
    ...basis,
    order_details,
  }),
  notification(620, 'import_info_notification', 336, 'goods of yours were imported', {
    subject_id: subject,
    seller_id: maybe(subject),
    receiver_id: subject,
    ...abroad,
  }),
  notification(621, 'arbitration_notification', 481, 'arbitration about goods', {
    subject_id: place,
    counterparty_id: place,
    ...dated,
    sign_arbitration: oneOf(1, 2),
    order_details,
  }),
  notification(622, 'return_contract_production_notification', 315, 'goods come back from contract production', {
    subject_id: place,
    receiver_id: place,
    ...dated,
    order_details,
  }),
  notification(624, 'agent_acceptance_notification', 473, 'an agent received goods from you', {
    subject_id: place,
    shipper_id: place,
    operation_date: instant,
    receive_type: receiveType,
    ...basis,
    order_details,
  }),
  notification(625, 'return_import_notification', 337, 'an import was turned back', {
    subject_id: anySubject,
    shipper_id: subject,
    custom_receiver_id: maybe(subject),
    operation_date: instant,
    order_details,
  }),
  notification(627, 'posting_notification', 702, 'somebody took goods of yours in stock', {
    subject_id: place,
    inn,
    organisation_name: text(1000),
    owner_id: anySubject,
    shipper_id: maybe(place),
    operation_date: instant,
    receive_type: maybe(receiveType),
    doc_num: maybe(number),
    doc_date: maybe(day),
    order_details,
  }),
  notification(629, 'move_place_notification', 431, 'goods came from another own place', {
    subject_id: place,
    receiver_id: place,
    ...listed,
  }),
];
