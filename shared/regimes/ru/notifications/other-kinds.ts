import { basis } from '../document-fields.ts';
import { anySubject, anyText, day, gtin, instant, oneOf, place, series, sgtin, subject, text } from '../forms.ts';
import { MOST } from '../goods.ts';
import { named, together, within } from '../xml/fields.ts';
import { listOf } from '../xml/list-of.ts';
import { many } from '../xml/many.ts';
import { maybe } from '../xml/maybe.ts';
import { type NotificationKind, notification } from './kind.ts';

const error = within({ error_code: text(200), error_desc: text(4000), object_id: maybe(text(128)) });
const expired = together({ sgtin, gtin, series_number: series, expiration_date: day });

/** Notifications of another shape (MDLP XSD 1.38). */
export const otherKinds: readonly NotificationKind[] = [
  notification(617, 'receive_order_errors_notification', 416, 'what the receiver told of does not fit', {
    subject_id: place,
    shipper_id: place,
    operation_date: instant,
    order_details: listOf(named('errors', many(error))),
  }),
  notification(631, 'successor_acceptance_notification', 812, 'a successor took goods over', {
    subject_id: subject,
    organisation_name: text(1000),
    shipper_id: place,
    receiver_id: place,
    operation_date: instant,
    operation_id: text(200),
  }),
  notification(632, 'expired_writeoff_notification', 0, 'expired packs were written off', {
    subject_id: anySubject,
    operation_date: instant,
    order_details: listOf(many(expired, { most: MOST, once: (one) => [one.sgtin] })),
  }),
  notification(633, 'attention_notification', 0, 'the operator warns', {
    notification_date: instant,
    warning_type: oneOf(1, 2, 3, 4),
    warning_description: anyText,
    info_link: maybe(anyText),
    comment: maybe(anyText),
  }),
  notification(634, 'move_place_all_notification', 432, 'all goods of a place came', {
    subject_id: subject,
    receiver_id: place,
    operation_date: instant,
    ...basis,
    operation_id: text(200),
  }),
];
