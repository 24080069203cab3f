import type { JsonObject } from '../../../wire/json.ts';
import { doubtful, type Fault } from '../finding.ts';
import { guideline } from './guideline.ts';

/** Event type, action and disposition of steps after the sale; what is not given is not asked. */
interface Usual {
  readonly type: string;
  readonly action: string;
  readonly disposition?: string;
}

/** Seen in published files; partners may do otherwise, so all findings are warnings. */
const usual: ReadonlyMap<unknown, Usual> = new Map<string, Usual>([
  ['receiving', { type: 'ObjectEvent', action: 'OBSERVE', disposition: 'in_progress' }],
  ['unpacking', { type: 'AggregationEvent', action: 'DELETE' }],
  ['void_shipping', { type: 'ObjectEvent', action: 'OBSERVE' }],
  ['decommissioning', { type: 'ObjectEvent', action: 'DELETE' }],
]);

/** Receiving, unpacking, voided shipments and the end of things. */
export function* checkOtherSteps({ type, action, bizStep, disposition }: JsonObject): Generator<Fault> {
  const expected = usual.get(bizStep);
  if (expected === undefined) return;
  const rule = guideline(`${bizStep}`);
  if (type !== expected.type)
    yield doubtful('dscsa-step-type', '/type', rule, `${bizStep} is told by ${expected.type}s, not by ${type}s`);
  else if (action !== expected.action)
    yield doubtful('dscsa-step-action', '/action', rule, `${bizStep} has action ${expected.action}, not ${action}`);
  if (expected.disposition !== undefined && disposition !== expected.disposition)
    yield doubtful(
      'dscsa-disposition',
      '/disposition',
      rule,
      `the disposition after ${bizStep} is ${expected.disposition}`,
    );
}
