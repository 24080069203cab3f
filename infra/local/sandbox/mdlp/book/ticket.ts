import { documentOf, leaf, writeXml } from '../documents/write-xml.ts';
import { errorNode } from '../rules/notices.ts';
import type { Filed } from './filed.ts';

const sentences = {
  Accepted: 'the document was registered',
  Rejected: 'the document was not registered',
  Partial: 'the document was registered in part',
};

/** Document 200: what became of a document. Undefined before that is decided. */
export function ticketOf({ id, head, outcome }: Filed): string | undefined {
  if (outcome === undefined) return undefined;
  const { result, errors, at } = outcome;
  const ticket = documentOf(
    200,
    'result',
    leaf('operation', String(head.type)),
    leaf('operation_id', id),
    leaf('operation_result', result),
    leaf('operation_comment', sentences[result]),
  );
  const [root] = ticket.children;
  if (root === undefined) return undefined;
  const attributes = { ...root.attributes, accept_time: new Date(at).toISOString() };
  const children = [...root.children, ...errors.map(errorNode)];
  return writeXml({ ...ticket, children: [{ ...root, attributes, children }] });
}
