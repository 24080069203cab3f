import { textOf } from '../documents/read-xml.ts';
import { type Rejection, reject } from './codes.ts';
import type { Doc, World } from './judged.ts';

/** The element that names who is on the other side, by type of document. */
const counterparties: Readonly<Record<number, string>> = {
  251: 'receiver_id',
  252: 'shipper_id',
  331: 'receiver_id',
  332: 'shipper_id',
  351: 'receiver_id',
  381: 'owner_id',
  415: 'receiver_id',
  416: 'shipper_id',
  431: 'receiver_id',
  701: 'counterparty_id',
  702: 'shipper_id',
};

/** Clocks are never quite the same. */
const MOST_AHEAD_MS = 60_000;

export const subjectOf = ({ root }: Doc): string => textOf(root, 'subject_id') ?? '';
/** Empty where the document names none. */
export const counterpartyOf = ({ root, type }: Doc): string => textOf(root, counterparties[type] ?? '') ?? '';

/** What is wrong with a document before its objects are looked at. */
export function headProblem(doc: Doc, { subjects, isTrusted, products }: World): Rejection | undefined {
  const subjectId = subjectOf(doc);
  if (subjects.of(subjectId) !== doc.by) return reject('NOT_YOUR_SUBJECT', undefined, subjectId);
  if (Date.parse(textOf(doc.root, 'operation_date') ?? '') > doc.at + MOST_AHEAD_MS) return reject('FUTURE_DATE');
  const gtin = textOf(doc.root, 'gtin');
  if (gtin !== undefined && products !== undefined && !products.has(gtin))
    return reject('UNKNOWN_GTIN', undefined, gtin);
  const warehouse = textOf(doc.root, 'custom_receiver_id');
  if (warehouse !== undefined && subjects.of(warehouse) === undefined)
    return reject('UNKNOWN_COUNTERPARTY', undefined, warehouse);
  const id = counterpartyOf(doc);
  if (id === '') return undefined;
  const other = subjects.of(id);
  if (other === undefined) return reject('UNKNOWN_COUNTERPARTY', undefined, id);
  if (id.toLowerCase() === subjectId.toLowerCase()) return reject('SAME_PARTY', undefined, id);
  if (doc.type === 431) return other === doc.by ? undefined : reject('NOT_OWN_PLACE', undefined, id);
  return isTrusted(doc.by, other) ? undefined : reject('NOT_TRUSTED', undefined, id);
}
