import { isDay } from '../../is-day.ts';
import type { Refusal } from '../../refusal.ts';
import { type FactForm, type Facts, judgeForms } from '../facts.ts';
import type { JudgedReport } from '../regime.ts';

export const relationRule = 'RelationCreate 3.0: Batch';

/** Of a relation file what is no text of any kind. */
export const relationForms: Readonly<Record<string, FactForm>> = {
  madeDate: { says: 'the day YYYY-MM-DD on which the batch was made', holds: isDay },
  subTypeNo: { says: 'the number of a package variant, 1 to 20 digits', holds: (text) => /^\d{1,20}$/.test(text) },
};

/** Refuses facts that the platform could never take. */
export const judgeFacts = (_: JudgedReport, facts: Facts): Refusal | undefined =>
  judgeForms(facts, relationForms, relationRule);
