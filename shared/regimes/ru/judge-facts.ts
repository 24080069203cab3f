import { type Refusal, refuse } from '../../refusal.ts';
import { pointerStep } from '../../wire/json-pointer.ts';
import { type Facts, judgeForms } from '../facts.ts';
import type { JudgedReport } from '../regime.ts';
import { kindOf } from './reports/kinds.ts';
import { copecksOf, price } from './reports/prices.ts';
import type { Told } from './reports/report-kind.ts';

export const ruleOf = (document: string): string => `MDLP document ${document} (XSD 1.38)`;

/** Refuses facts that the operator, or whoever reads the prices, could never take. */
export function judgeFacts({ name, change }: JudgedReport, facts: Facts): Refusal | undefined {
  const report = { key: '', act: '', name, ...(change && { change }) };
  const wanted = kindOf(name)?.facts(ofFacts(facts), report) ?? [];
  const forms = Object.fromEntries(wanted.map((fact) => [fact.name, fact.form]));
  return judgeForms(facts, forms, ruleOf(name)) ?? taxAboveCost(facts, name);
}

/** A report of which nothing is known but what was given, and by that which products are inside: `cost/<gtin>`. */
function ofFacts(facts: Facts): Told {
  const gtins = new Set(Object.keys(facts).flatMap((name) => name.split('/')[1] ?? []));
  const nowhere = { gln: '', name: '' };
  const things = [...gtins].map((gtin) => ({ code: { gtin, serial: '' }, inside: [] }));
  return {
    holder: { tenant: '', name: '', gln: '' },
    product: {
      ...{ gtin: '', name: '', commonName: '', form: '', strength: '', packType: '', packSize: 0, version: 0 },
      markets: [],
    },
    serials: [],
    movement: { from: nowhere, to: nowhere, documents: [], things },
    facts,
    at: '',
  };
}

/** `vat` is the tax in `cost`, of each product or of all of them. */
export function taxAboveCost(facts: Facts, document: string): Refusal | undefined {
  for (const [name, vat] of Object.entries(facts)) {
    const [kind, gtin] = name.split('/');
    if (kind !== 'vat') continue;
    const of = gtin !== undefined && Object.hasOwn(facts, `cost/${gtin}`) ? `cost/${gtin}` : 'cost';
    const cost = facts[of];
    if (cost === undefined || !price.holds(cost.trim()) || !price.holds(vat.trim())) continue;
    if (copecksOf(vat.trim()) <= copecksOf(cost.trim())) continue;
    return refuse('malformed', `${name} is ${vat}, more than ${of} ${cost}, which has it inside`, {
      at: `/facts${pointerStep(name)}`,
      rule: ruleOf(document),
      remedy: `give the tax in roubles that is in ${of}, or ${of} with the tax in it`,
    });
  }
  return undefined;
}
