import * as v from 'valibot';
import type { StatementKind } from '../../shared/messages/statements-api.ts';
import { inTab } from '../tab-store.ts';

const shape = v.object({
  /** The id under which it is said: the same again is the same statement. */
  statement: v.string(),
  market: v.string(),
  name: v.string(),
  /** By JSON pointer, as they are typed; the time in UTC. */
  values: v.record(v.string(), v.string()),
});
export type Draft = v.InferOutput<typeof shape>;

/** `read`: what was written before its signer went to prove who he is. */
export const { read: keptDraft, keep: keepDraft, drop: dropDraft } = inTab('statement', shape);

/** What was kept of this statement, or a new one that says nothing yet but the time it is. */
export function draftFor(market: string, name: string): Draft {
  const kept = keptDraft();
  if (kept?.market === market && kept.name === name) return kept;
  return { statement: crypto.randomUUID(), market, name, values: { '/at': new Date().toISOString() } };
}

/** What was written, as the API takes it. */
export function statedIn(kind: StatementKind, { statement, market, name, values }: Draft): object {
  const said = (at: string) => values[at]?.trim() ?? '';
  const given = (member: string) => (said(`/${member}`) === '' ? {} : { [member]: said(`/${member}`) });
  const facts = kind.facts.map((fact) => [fact.name, said(`/facts/${fact.name}`)]).filter(([, text]) => text !== '');
  const things = said('/things').split(/\s+/).filter(Boolean);
  return {
    ...{ statement, market, name },
    ...(kind.of === 'document' ? given('delivery') : { things }),
    ...given('at'),
    ...given('from'),
    ...given('to'),
    facts: Object.fromEntries(facts),
    reason: said('/reason'),
    signature: { meaning: said('/signature/meaning') },
  };
}
