import { type Refusal, refuse } from '../../../refusal.ts';
import { day } from '../forms.ts';
import { factOf, type Told } from './report-kind.ts';

/** Which business document of a movement is its basis, the first of these that it names. */
const order = ['desadv', 'inv', 'bol', 'rma', 'po'];
const rankOf = (type: string) => (order.includes(type) ? order.indexOf(type) : order.length);

function numberOf({ movement }: Told): string {
  const [first] = (movement?.documents ?? []).toSorted((a, b) => rankOf(a.type) - rankOf(b.type));
  return first?.number ?? '';
}

/** The paper's own day: events name papers by their numbers alone. */
export const paperFacts = { doc_date: day };

/** Number and date of the paper that goods go by: of the business document that the event names, of the day that was given. */
export const paperOf = (told: Told) => ({ doc_num: numberOf(told), doc_date: factOf(told, 'doc_date') });

export function withoutPaper(told: Told): Refusal | undefined {
  if (numberOf(told) !== '') return undefined;
  return refuse('malformed', 'the movement names no business document', {
    at: '/movement/documents',
    rule: 'MDLP XSD 1.38, doc_num',
    remedy: 'declare the event an error, and capture it with its delivery note in bizTransactionList',
  });
}
