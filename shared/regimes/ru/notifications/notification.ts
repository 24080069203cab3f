import * as v from 'valibot';
import { isRefusal, type Refusal } from '../../../refusal.ts';
import { readDocument } from '../read-document.ts';
import { type NotifiedItem, readItems } from './items.ts';
import type { NotificationKind } from './kind.ts';
import { listedKinds } from './listed-kinds.ts';
import { otherKinds } from './other-kinds.ts';
import { pricedKinds } from './priced-kinds.ts';

export const notificationKinds: readonly NotificationKind[] = [...pricedKinds, ...listedKinds, ...otherKinds];

/** What is wrong with something that was told. */
export interface NotifiedError {
  readonly code: string;
  readonly detail: string;
  readonly object?: string | undefined;
}

/** What the operator tells whom something was told of. */
export interface Notification {
  /** 601 to 634. */
  readonly document: number;
  /** The document that somebody sent. */
  readonly mirrors?: number | undefined;
  readonly act: string;
  /** Who sent that: a place of 14 digits or a GUID. */
  readonly by?: string | undefined;
  /** The other side that it named. */
  readonly to?: string | undefined;
  /** When it happened, ISO 8601 with an offset. */
  readonly at: string;
  /** The paper that it goes by; `date` as DD.MM.YYYY. */
  readonly paper?: { readonly number: string; readonly date?: string | undefined } | undefined;
  readonly reason?: string | undefined;
  /** The request that it is about, where it names one. */
  readonly operation?: string | undefined;
  readonly items: readonly NotifiedItem[];
  readonly errors: readonly NotifiedError[];
}

const told = v.object({
  subject_id: v.optional(v.string()),
  receiver_id: v.optional(v.string()),
  shipper_id: v.optional(v.string()),
  owner_id: v.optional(v.string()),
  counterparty_id: v.optional(v.string()),
  operation_date: v.optional(v.string()),
  notification_date: v.optional(v.string(), ''),
  doc_num: v.optional(v.string()),
  doc_date: v.optional(v.string()),
  reason: v.optional(v.string()),
  warning_description: v.optional(v.string()),
  operation_id: v.optional(v.string()),
  order_details: v.optional(v.array(v.unknown()), []),
  details: v.optional(
    v.object({
      doc_num: v.optional(v.string()),
      doc_date: v.optional(v.string()),
      order_details: v.array(v.unknown()),
    }),
  ),
});
const errors = v.array(v.object({ error_code: v.string(), error_desc: v.string(), object_id: v.optional(v.string()) }));

/** Reads a document 601 to 634, held to its schema. Refuses what is too large or too deep, and what is none of them. */
export function readNotification(text: string): Notification | Refusal {
  const read = readDocument(notificationKinds, text);
  if (isRefusal(read)) return read;
  const { id, act } = read.document;
  const value = v.parse(told, read.value);
  const { doc_num, doc_date, order_details } = { ...value, ...value.details };
  const wrong = v.safeParse(errors, order_details);
  return {
    document: id,
    mirrors: notificationKinds.find((kind) => kind.id === id)?.mirrors,
    act,
    by: value.subject_id,
    to: value.receiver_id ?? value.shipper_id ?? value.owner_id ?? value.counterparty_id,
    at: value.operation_date ?? value.notification_date,
    paper: doc_num === undefined ? undefined : { number: doc_num, date: doc_date },
    reason: value.reason ?? value.warning_description,
    operation: value.operation_id,
    items: wrong.success ? [] : readItems(order_details),
    errors: wrong.success
      ? wrong.output.map(({ error_code, error_desc, object_id }) => ({
          code: error_code,
          detail: error_desc,
          object: object_id,
        }))
      : [],
  };
}
