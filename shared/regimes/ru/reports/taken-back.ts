import { type Refusal, refuse } from '../../../refusal.ts';
import type { Report } from '../../regime.ts';
import { recall } from '../documents/recall.ts';
import { readReceipt } from '../receipts.ts';
import { anyOf, unregistered } from './parties.ts';
import { reportKind, type Told } from './report-kind.ts';

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
  return refuse('conflict', `${ids.length} documents are to be taken back by one`, { at: '/takesBack', rule, remedy });
}

/** 250 of a transfer. */
export const takenBack = reportKind({
  document: recall,
  missing: (told, report) =>
    irrevocable(told, report) ?? unregistered('/movement/from/', anyOf(told.movement?.from), 'any'),
  value: (told) => ({
    subject_id: anyOf(told.movement?.from),
    operation_date: told.at,
    operation_id: idsOf(told)[0] ?? '',
    recall_action_id: '431',
    reason: 'The goods were not moved',
  }),
});
