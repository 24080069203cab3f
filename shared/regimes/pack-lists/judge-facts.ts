import { isDay } from '../../is-day.ts';
import { type FactForm, type Facts, judgeForms } from '../facts.ts';
import type { JudgedReport } from '../regime.ts';

/** What a release wants to be given. */
export const releaseForms: Readonly<Record<string, FactForm>> = {
  madeDate: { says: 'the day YYYY-MM-DD on which the lot was made', holds: isDay },
};

/** Refuses facts that a service of pack lists could never take. @param rule whose rules they are */
export const judgeFacts = (rule: string) => (_: JudgedReport, facts: Facts) => judgeForms(facts, releaseForms, rule);
