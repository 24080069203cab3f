import { type Refusal, refuse } from '../../../refusal.ts';
import type { Told } from './report-kind.ts';

/** Which business document of a movement is its basis, the first of these that it names. */
const order = ['desadv', 'inv', 'bol', 'rma', 'po'];
const rankOf = (type: string) => (order.includes(type) ? order.indexOf(type) : order.length);

function numberOf({ movement }: Told): string {
  const [first] = (movement?.documents ?? []).toSorted((a, b) => rankOf(a.type) - rankOf(b.type));
  return first?.number ?? '';
}

/** Number and date of the paper that goods go by: of the business document that the event names, on the day of the event. */
export const paperOf = (told: Told) => ({ doc_num: numberOf(told), doc_date: dayOf(told.at) });

export function withoutPaper(told: Told): Refusal | undefined {
  if (numberOf(told) !== '') return undefined;
  return refuse('malformed', 'the movement names no business document', {
    at: '/movement/documents',
    rule: 'MDLP XSD 1.38, doc_num',
    remedy: 'declare the event an error, and capture it with its delivery note in bizTransactionList',
  });
}

const MOSCOW_MS = 3 * 3_600_000;

/** The day in Moscow, where the register is kept (UTC+3 all year since 2014). @param at ISO 8601 */
export function dayOf(at: string): string {
  const [year, month, day] = new Date(Date.parse(at) + MOSCOW_MS).toISOString().slice(0, 10).split('-');
  return `${day}.${month}.${year}`;
}
