import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { readXmlTree, type XmlTree } from '../../wire/xml-tree.ts';
import type { Document } from './xml/document.ts';

const rule = 'MDLP documents.xsd 1.38';

/** The element inside `<documents>`, of whatever version: there is exactly one. Bounded in size and depth. */
export function openDocument(text: string): XmlTree | Refusal {
  const tree = readXmlTree(text);
  if (isRefusal(tree)) return tree;
  const [inner, ...more] = tree.children;
  if (tree.name.local !== 'documents' || inner === undefined || more.length > 0)
    return refuse('malformed', 'it is not one document inside <documents>', { at: '/documents', rule });
  if (tree.attributes['version'] === undefined)
    return refuse('malformed', 'the version of the schemas is missing', { at: '/documents/@version', rule });
  return inner;
}

/** A document that was read, with the kind that it is of. */
export interface ReadDocument {
  readonly document: Document<unknown>;
  readonly value: unknown;
}

/** Reads one of the documents of a table, and holds it to its schema. */
export function readDocument(known: readonly Document<unknown>[], text: string): ReadDocument | Refusal {
  const tree = openDocument(text);
  if (isRefusal(tree)) return tree;
  const document = known.find(({ root }) => root === tree.name.local);
  if (document === undefined)
    return refuse('unsupported', `${tree.name.local} is not read here`, { at: '/documents', rule });
  const value = document.read(tree);
  return isRefusal(value) ? value : { document, value };
}
