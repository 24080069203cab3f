import type { Verdict } from '../../delivery/verdict.ts';
import { isRefusal } from '../../refusal.ts';
import { unclear } from '../answers.ts';
import type { Answer } from '../regime.ts';
import { objectsOf } from './objects-of.ts';
import { readTicket, type Ticket, type TicketError } from './read-ticket.ts';
import type { Sent } from './sent.ts';

/**
 * What a ticket means for the document that was sent, by whose id it was asked for where that is known. Of one that was taken in in part the objects that failed are
 * told anew in a document of their own.
 */
export function judgeTicket(answer: Answer, sent: Sent, id?: string): Verdict {
  const ticket = readTicket(answer.body);
  if (isRefusal(ticket)) return unclear(answer, 'is no ticket');
  if (id !== undefined && ticket.operationId.toLowerCase() !== id.toLowerCase())
    return unclear(answer, `is about document ${ticket.operationId}`);
  if (ticket.result === 'Accepted') return { verdict: 'acknowledged' };
  if (ticket.result === 'Rejected') return { verdict: 'rejected', reason: `Rejected: ${reasonOf(ticket.errors)}` };
  return partly(ticket, sent);
}

function partly({ errors }: Ticket, { document }: Sent): Verdict {
  const objects = objectsOf(document ?? '');
  const refused = new Map<string, string>();
  for (const { code, object = '' } of errors) {
    const name = objects.get(object) ?? object;
    if (name !== '' && !refused.has(name)) refused.set(name, code);
  }
  const sent = new Set(objects.values());
  const failed = [...refused.keys()].filter((name) => sent.has(name)).length;
  const accepted = sent.size - failed;
  // A pack inside a package that stands alone in the document, or nothing at all, or one of each thing: what was taken in is not told.
  if (failed === 0 || failed < refused.size || accepted === 0)
    return { verdict: 'stopped', reason: `Partial, and it is not told which: ${reasonOf(errors)}` };
  return {
    verdict: 'partially-accepted',
    accepted,
    rejected: [...refused].map(([object, code]) => ({ object, code })),
  };
}

const NAMED = 5;

function reasonOf(errors: readonly TicketError[]): string {
  const named = errors
    .slice(0, NAMED)
    .map(({ code, detail, object }) => `${code}${object ? ` at ${object}` : ''}: ${detail}`);
  const more = errors.length - NAMED;
  return `${named.join('; ') || 'no reason is told'}${more > 0 ? `; and ${more} more` : ''}`;
}
