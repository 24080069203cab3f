import { isRefusal, type Refusal } from '../../../refusal.ts';
import type { XmlTree } from '../../../wire/xml-tree.ts';
import { part, writeXmlPart } from '../../eu/nmvs/xml-part.ts';
import { wrong } from './element.ts';
import { type Fields, type RecordOf, readFields, writeFields } from './fields.ts';
import type { Form } from './form.ts';

/** Of the schemas in whose form documents are written; the live service does not know the type of one without it. */
const VERSION = '1.38';

/** What the table of documents tells of each. */
export interface DocumentHead {
  readonly id: number;
  /** Its element inside `<documents>`. */
  readonly root: string;
  /** The most things that one may name; absent: it names none, or as many as there are. */
  readonly limit?: number;
  /** What it tells, for people. */
  readonly act: string;
}

/** One kind of document. */
export interface Document<T> extends DocumentHead {
  /** The document without an XML declaration, which the live service dislikes. Refuses what the schema forbids. */
  write(value: T): string | Refusal;
  /** Reads the element inside `<documents>`. */
  read(tree: XmlTree): T | Refusal;
}

/** A document by its elements, in the order of its schema. */
export const document = <F extends Fields>(head: DocumentHead, fields: F): Document<RecordOf<F>> => ({
  ...head,
  write: (value) => {
    const inside = writeFields(fields, value, `/${head.id}`);
    if (isRefusal(inside)) return inside;
    return writeXmlPart(
      part('documents', [part(head.root, inside, { action_id: String(head.id) })], { version: VERSION }),
    );
  },
  read: (tree) =>
    tree.attributes['action_id'] === String(head.id)
      ? readFields(fields, tree, `/${head.id}`)
      : wrong(`/${head.id}`, `action_id is not ${head.id}`),
});

/** What stands in an attribute of the document's element, in one form. */
export function attributeOf({ id }: DocumentHead, tree: XmlTree, name: string, form: Form): string | Refusal {
  const text = tree.attributes[name] ?? '';
  return form.holds(text) ? text : wrong(`/${id}/@${name}`, `${text || 'nothing'} is not ${form.says}`);
}
