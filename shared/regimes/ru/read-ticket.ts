import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { childOf, type XmlTree } from '../../wire/xml-tree.ts';
import { openDocument } from './read-document.ts';

export const results = ['Accepted', 'Rejected', 'Partial'] as const;

/** Why something was refused; `object` is an SGTIN, an SSCC or nothing. */
export interface TicketError {
  readonly code: string;
  readonly detail: string;
  readonly object?: string;
}

/** Document 200: what became of a document. */
export interface Ticket {
  readonly result: (typeof results)[number];
  /** The document that it is about. */
  readonly operationId: string;
  readonly errors: readonly TicketError[];
}

/** Reads a ticket by what matters of it: a later version of the schema may tell more. Bounded in size and depth. */
export function readTicket(text: string): Ticket | Refusal {
  const tree = openDocument(text);
  if (isRefusal(tree)) return tree;
  const told = textIn(tree, 'operation_result');
  const result = results.find((one) => one === told);
  const operationId = textIn(tree, 'operation_id');
  if (tree.name.local !== 'result' || result === undefined || operationId === '')
    return refuse('malformed', 'it is no ticket', { at: '/200', rule: 'MDLP document 200 (XSD 1.38)' });
  const errors = tree.children.filter(({ name }) => name.local === 'errors').map(errorIn);
  return { result, operationId, errors };
}

const textIn = (tree: XmlTree, name: string): string => childOf(tree, name)?.text.trim() ?? '';

function errorIn(tree: XmlTree): TicketError {
  const object = textIn(tree, 'object_id');
  return { code: textIn(tree, 'error_code'), detail: textIn(tree, 'error_desc'), ...(object !== '' && { object }) };
}
