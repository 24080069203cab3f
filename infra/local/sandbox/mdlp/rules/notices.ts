import { type Node, textOf } from '../documents/read-xml.ts';
import { branch, documentOf, leaf, listOf } from '../documents/write-xml.ts';
import type { Subject } from '../subjects.ts';
import type { Rejection } from './codes.ts';
import { counterpartyOf, subjectOf } from './head.ts';
import type { Doc, Notice, World } from './judged.ts';
import { type Taken, withOnly } from './objects.ts';
import type { Step } from './steps.ts';

interface Outcome {
  readonly taken: readonly Taken[];
  readonly errors: readonly Rejection[];
}

/** What the other side is told of a document. */
export function noticesOf(doc: Doc, { tells }: Step, outcome: Outcome, world: World): Notice[] {
  const receiver = counterpartyOf(doc);
  const to = world.subjects.of(receiver);
  const told: Notice[] = [];
  const sender = subjectOf(doc);
  if (tells !== undefined && to !== undefined && outcome.taken.length > 0) {
    const root = withOnly(
      doc.root,
      outcome.taken.map(({ named }) => named),
    );
    told.push({
      type: tells.type,
      to,
      sender,
      receiver,
      document: documentOf(tells.type, tells.root, ...root.children),
    });
  }
  if (doc.type === 416 && to !== undefined && outcome.errors.length > 0)
    told.push({ type: 617, to, sender, receiver, document: errorsNotice(doc, outcome.errors) });
  if (doc.type === 702) told.push(...postings(doc, outcome.taken, world));
  return told;
}

const said = ({ root }: Doc, name: string): Node | undefined => {
  const text = textOf(root, name);
  return text === undefined ? undefined : leaf(name, text);
};

/** To the shipper: what the receiver could not take. */
const errorsNotice = (doc: Doc, errors: readonly Rejection[]): Node =>
  documentOf(
    617,
    'receive_order_errors_notification',
    said(doc, 'subject_id'),
    said(doc, 'shipper_id'),
    said(doc, 'operation_date'),
    listOf('order_details', errors.map(errorNode)),
  );

export const errorNode = ({ code, detail, object }: Rejection): Node =>
  branch(
    'errors',
    leaf('error_code', code),
    leaf('error_desc', detail.slice(0, 4000)),
    object === undefined ? undefined : leaf('object_id', object),
  );

/** To each who had the goods: somebody has posted them on their balance. */
function postings(doc: Doc, taken: readonly Taken[], { subjects }: World): Notice[] {
  const byOwner = new Map<Subject, Taken[]>();
  for (const one of taken) {
    const owner = subjects.of(one.from);
    if (owner === undefined) continue;
    const theirs = byOwner.get(owner) ?? [];
    theirs.push(one);
    byOwner.set(owner, theirs);
  }
  return [...byOwner].map(([to, theirs]) => ({
    type: 627,
    to,
    sender: subjectOf(doc),
    receiver: theirs[0]?.from ?? '',
    document: documentOf(
      627,
      'posting_notification',
      said(doc, 'subject_id'),
      leaf('inn', doc.by.inn),
      leaf('organisation_name', doc.by.name),
      leaf('owner_id', theirs[0]?.from ?? ''),
      ...['shipper_id', 'operation_date', 'receive_type', 'doc_num', 'doc_date'].map((name) => said(doc, name)),
      listOf(
        'order_details',
        theirs.map(({ named }) => leaf(named.kind, named.id)),
      ),
    ),
  }));
}
