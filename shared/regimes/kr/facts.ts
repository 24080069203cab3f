import { completed, type FactForm, type Facts, judgeForms } from '../facts.ts';
import type { JudgedReport } from '../regime.ts';
import { isPrice, PRICE } from './due-reports.ts';
import { RULE } from './names.ts';

/** The lists of supply classes and contract types are not public: they are given as HIRA's guide has them. */
const code: FactForm = {
  says: 'a code of 1 to 10 letters and digits, as the guide of HIRA lists them',
  holds: (text) => /^[A-Za-z0-9]{1,10}$/.test(text),
};
const price: FactForm = {
  says: 'the price of one pack in won, 12 digits at most and two behind the point',
  holds: (text) => /^\d{1,12}(\.\d{1,2})?$/.test(text),
};

const formsOf = (names: readonly string[]): Record<string, FactForm> =>
  Object.fromEntries(names.map((name) => [name, isPrice(name) ? price : code]));

/** Refuses what can never be right of what was given. */
export const judgeFacts = (_: JudgedReport, facts: Facts) => judgeForms(facts, formsOf(Object.keys(facts)), RULE);

/** The same of all that a report wants. */
export function acceptFacts(wants: readonly string[], facts: Facts) {
  const forms = formsOf(wants);
  return judgeForms(completed(facts, forms), forms, RULE);
}

/** What a pack of a product costs. */
export const priceOf = (facts: Facts, gtin: string): string => (facts[`${PRICE}/${gtin}`] ?? facts[PRICE] ?? '').trim();
