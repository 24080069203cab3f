import { type Refusal, refuse } from '../../../refusal.ts';
import type { Report } from '../../regime.ts';
import { recall } from '../documents/recall.ts';
import { text } from '../forms.ts';
import { readReceipt } from '../receipts.ts';
import { anyOf, ownAny, unregistered } from './parties.ts';
import { factOf, reportKind, type Told } from './report-kind.ts';

const idsOf = ({ takesBack = [] }: Told) => [...new Set(takesBack.map((receipt) => readReceipt(receipt).id))];

/** A document is taken back as a whole, one by one, and few kinds of them at all. */
function irrevocable(told: Told, { act }: Report): Refusal | undefined {
  const rule = 'MDLP XSD 1.38, recall_type_enum';
  const remedy = 'ask the operator’s support, then cancel this report';
  if (!act.startsWith('undo:transfer:'))
    return refuse('conflict', 'what was told is taken back by no document', { at: '/takesBack', rule, remedy });
  if (told.takesBackPart)
    return refuse('conflict', 'the 431 told of more than what did not move, and 250 takes back all of it', {
      at: '/takesBack',
      rule: 'MDLP document 250 (XSD 1.38): it names a document and no things',
      remedy:
        'tell MDLP by hand of a 431 from the receiver back to the sender that names these things alone, then cancel this report',
    });
  const ids = idsOf(told);
  if (ids.length === 1) return undefined;
  const named = ids.length === 0 ? 'no document is' : `documents ${ids.join(', ')} are`;
  return refuse('conflict', `${named} to be taken back, and 250 names one`, { at: '/takesBack', rule, remedy });
}

const subjectOf = (told: Told) => anyOf(told.movement?.from) || (told.document === undefined ? '' : ownAny(told));

/** A transfer whose event did not happen, or a document that a person takes back. */
const recalled = (told: Told) =>
  told.document === undefined
    ? { operation_id: idsOf(told)[0] ?? '', recall_action_id: '431', reason: 'The goods were not moved' }
    : {
        operation_id: readReceipt(told.document.receipt).id,
        recall_action_id: told.document.name,
        reason: factOf(told, 'reason'),
      };

/** 250 of a transfer, or of a document by hand. */
export const takenBack = reportKind({
  document: recall,
  facts: (told) => (told.document === undefined ? [] : [{ name: 'reason', form: text(500) }]),
  missing: (told, report) =>
    (told.document === undefined ? irrevocable(told, report) : undefined) ??
    unregistered('/movement/from/', subjectOf(told), 'any'),
  value: (told) => ({
    subject_id: subjectOf(told),
    operation_date: told.at,
    ...recalled(told),
  }),
});
