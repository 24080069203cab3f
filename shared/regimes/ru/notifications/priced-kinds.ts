import { basis, terms } from '../document-fields.ts';
import { foreignContractType, receiveType, turnoverType } from '../enumerations.ts';
import { day, instant, number, oneOf, place, subject, text } from '../forms.ts';
import { perhapsPriced, priced } from '../goods.ts';
import { within } from '../xml/fields.ts';
import { maybe } from '../xml/maybe.ts';
import { type NotificationKind, notification } from './kind.ts';

/** Notifications that tell prices (MDLP XSD 1.38). */
export const pricedKinds: readonly NotificationKind[] = [
  notification(601, 'move_order_notification', 415, 'somebody sent goods to you', {
    subject_id: place,
    receiver_id: place,
    operation_date: instant,
    ...basis,
    turnover_type: turnoverType,
    ...terms,
    order_details: priced,
  }),
  notification(602, 'receive_order_notification', 416, 'somebody says to have received goods from you', {
    subject_id: place,
    shipper_id: place,
    operation_date: instant,
    ...basis,
    receive_type: receiveType,
    ...terms,
    order_details: priced,
  }),
  notification(615, 'eeu_shipment_notification', 361, 'goods left for you from a state of the Eurasian union', {
    subject_id: subject,
    seller_id: maybe(subject),
    receiver_id: place,
    operation_date: instant,
    contract_type: foreignContractType,
    ...basis,
    order_details: priced,
  }),
  notification(616, 'eeu_import_notification', 362, 'goods of yours came from a state of the Eurasian union', {
    subject_id: place,
    seller_id: maybe(subject),
    operation_date: instant,
    shipper_id: subject,
    contract_type: foreignContractType,
    ...basis,
    order_details: priced,
  }),
  notification(623, 'change_property_notification', 254, 'the other side changed what it had told', {
    subject_id: place,
    counterparty_id: place,
    operation_date: instant,
    action_id_type: oneOf(415, 416, 472, 471, 417, 473),
    operation_id: text(200),
    details: within({
      doc_num: maybe(number),
      doc_date: maybe(day),
      source: maybe(terms.source),
      contract_num: maybe(number),
      contract_type: maybe(terms.contract_type),
      contract_gos_num: maybe(number),
      contract_gos_date: maybe(day),
      order_details: perhapsPriced,
    }),
  }),
  notification(630, 'move_state_dispatch_notification', 470, 'goods were sent to you for the state', {
    subject_id: place,
    receiver_id: place,
    operation_date: instant,
    ...basis,
    source: oneOf(2, 3, 4, 5),
    contract_num: maybe(number),
    contract_gos_num: maybe(number),
    contract_gos_date: maybe(day),
    order_details: priced,
  }),
];
