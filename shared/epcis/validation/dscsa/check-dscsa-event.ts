import type { JsonObject } from '../../../wire/json.ts';
import { identifiersIn } from '../../identifier-places.ts';
import type { Definitions } from '../../prefixes.ts';
import { doubtful, type Fault, wrong } from '../finding.ts';
import { isFilled } from '../tree.ts';
import { checkDscsaCommissioning } from './check-dscsa-commissioning.ts';
import { checkDscsaShipping } from './check-dscsa-shipping.ts';
import { checkOtherSteps } from './check-other-steps.ts';
import { guideline } from './guideline.ts';

/** What an event must say by itself in a document exchanged under the DSCSA. */
export function* checkDscsaEvent(tree: JsonObject, definitions: Definitions): Generator<Fault> {
  yield* checkSpelling(tree);
  const { type, action, bizStep } = tree;
  if (type === 'ObjectEvent' && (bizStep === 'commissioning' || (action === 'ADD' && isFilled(tree, 'epcList'))))
    yield* checkDscsaCommissioning(tree, definitions);
  if (bizStep === 'shipping') yield* checkDscsaShipping(tree);
  if (bizStep === 'packing') yield* checkPacking(tree);
  yield* checkOtherSteps(tree);
  if (type === 'AssociationEvent' || type === 'TransformationEvent')
    yield doubtful('dscsa-event-type', '/type', guideline('events'), `partners do not expect ${type}s`);
}

/** EPCIS 1.2 knows EPC URNs only. */
function* checkSpelling(tree: JsonObject): Generator<Fault> {
  for (const { path, kind, value } of identifiersIn(tree))
    if ((kind === 'instance' || kind === 'class' || kind === 'place') && /^https?:\/\/id\.gs1\.org\//i.test(value))
      yield wrong(
        'dscsa-not-urn',
        path,
        guideline('identifiers; EPCIS 1.2'),
        `"${value}" is a Digital Link`,
        'write the EPC URN',
      );
}

const PACKING = guideline('packing');

function* checkPacking({ type, action, disposition }: JsonObject): Generator<Fault> {
  if (type !== 'AggregationEvent')
    yield wrong('dscsa-packing-type', '/type', PACKING, `packing is told by an AggregationEvent, not by ${type}`);
  else if (action !== 'ADD')
    yield wrong('dscsa-packing-action', '/action', PACKING, `packing has action ADD, not ${action}`);
  if (disposition !== 'in_progress')
    yield doubtful('dscsa-disposition', '/disposition', PACKING, 'the disposition after packing is in_progress');
}
