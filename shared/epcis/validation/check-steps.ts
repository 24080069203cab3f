import type { JsonObject } from '../../wire/json.ts';
import { doubtful, type Fault } from './finding.ts';
import { isFilled } from './tree.ts';

const STEPS = 'CBV 2.0 §7.1 business steps';

/** What a business step usually goes with. Nothing of this is required, so all are warnings. */
export function* checkSteps(tree: JsonObject): Generator<Fault> {
  const { type, action, bizStep, disposition } = tree;
  if (type === 'TransformationEvent') return;
  if (bizStep === 'commissioning' && type === 'ObjectEvent') yield* checkCommissioning(tree);
  if (bizStep === 'decommissioning' && action !== 'DELETE')
    yield doubtful(
      'decommissioning-not-delete',
      '/action',
      STEPS,
      `decommissioning ends existence: DELETE, not ${action}`,
    );
  else if (bizStep === 'decommissioning' && disposition === 'active')
    yield doubtful(
      'decommissioned-active',
      '/disposition',
      'CBV 2.0 §7.2 dispositions',
      'decommissioned things are not active',
      'usually inactive or destroyed',
    );
  if (bizStep === 'packing' && action === 'DELETE')
    yield doubtful('packing-deletes', '/action', STEPS, 'packing with action DELETE', 'the step may be unpacking');
  if (bizStep === 'unpacking' && action === 'ADD')
    yield doubtful('unpacking-adds', '/action', STEPS, 'unpacking with action ADD', 'the step may be packing');
  if (bizStep === 'shipping' && action !== 'DELETE') yield* checkShipping(tree);
}

function* checkCommissioning({ action, disposition }: JsonObject): Generator<Fault> {
  if (action !== 'ADD')
    yield doubtful('commissioning-not-add', '/action', STEPS, `commissioning begins existence: ADD, not ${action}`);
  else if (disposition === undefined)
    yield doubtful(
      'commissioning-without-disposition',
      '',
      'CBV 2.0 §7.2 dispositions',
      'commissioned without a disposition',
      'usually active or encoded',
    );
}

function* checkShipping(tree: JsonObject): Generator<Fault> {
  const parties = isFilled(tree, 'sourceList') || isFilled(tree, 'destinationList');
  if (!parties && !isFilled(tree, 'bizTransactionList'))
    yield doubtful('shipping-unaddressed', '', STEPS, 'shipped without source, destination or business transaction');
}
