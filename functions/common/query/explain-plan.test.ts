import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explainPlan } from './explain-plan.ts';
import type { QueryPlan } from './plan-query.ts';

const text = fc.string({ unit: 'binary', maxLength: 8 });
const plan = (by: string, filtered: string[]): QueryPlan => ({
  index: 'epc',
  by,
  filtered,
  reads: { from: 'epc', epcs: [], roles: [] },
  span: {},
  recorded: {},
});
const cost = { looked: 12, fetched: 3 };

test('a plan is told on one line: what leads to the events, what is judged afterwards, what it took', () => {
  expect(explainPlan(plan('MATCH_anyEPC', ['EQ_bizStep', 'EQ_action']), cost)).toBe(
    'index=epc; by=MATCH_anyEPC; filtered=EQ_bizStep,EQ_action; rows=12; events=3',
  );
  expect(explainPlan(plan('MATCH_anyEPC', []), cost)).toContain('filtered=nothing');
});

test('no name of a parameter breaks the header', () => {
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 5 }), (by, names) => {
      expect(explainPlan(plan(by, names), cost)).toMatch(/^[ -~]*$/);
    }),
  );
  expect(explainPlan(plan('by', [`EQ_ex:${'x'.repeat(100_000)}`]), cost).length).toBeLessThan(3000);
});
