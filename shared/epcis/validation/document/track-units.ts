import type { JsonObject } from '../../../wire/json.ts';
import { guideline } from '../dscsa/guideline.ts';
import { doubtful, wrong } from '../finding.ts';
import { begin, end } from './begin-and-end.ts';
import type { DocumentFault, DocumentRule } from './document-rule.ts';
import { pack, ship, unpack } from './pack-and-ship.ts';
import { undo } from './undo.ts';
import { noUnits, type Units } from './units.ts';

const STATE = 'EPCIS 2.0 §7.4.2, §7.4.3: existence and aggregation';

/**
 * Follows things through one document: commissioned before they are packed or shipped, in one parent at a time, shipped as the outermost.
 * Remembers `limit` things and packings; past that it forgets all, and says so at the end.
 */
export function trackUnits(limit: number): DocumentRule {
  let units: Units | undefined = noUnits();
  return {
    *event(tree: JsonObject, index: number): Generator<DocumentFault> {
      if (units === undefined) return;
      if (tree['errorDeclaration'] !== undefined) undo(tree, units);
      else yield* eventOf(tree, index, units);
      if (units.commissioned.size + units.packed.size > limit) units = undefined;
    },
    *end(): Generator<DocumentFault> {
      if (units === undefined)
        yield {
          tier: 'business',
          ...doubtful(
            'units-not-followed',
            '',
            STATE,
            `the document names more than ${limit} things: their order was not followed to the end`,
          ),
        };
      else yield* neverCommissioned(units);
    },
  };
}

function* eventOf(tree: JsonObject, index: number, units: Units): Generator<DocumentFault> {
  const { type, action, bizStep } = tree;
  if (type === 'ObjectEvent' && action === 'ADD') yield* begin(tree, 'epcList', units);
  if (type === 'ObjectEvent' && action === 'DELETE') end(tree, 'epcList', units);
  if (type === 'ObjectEvent' && bizStep === 'shipping' && action === 'OBSERVE') yield* ship(tree, index, units);
  if (type === 'AggregationEvent' && action === 'ADD') yield* pack(tree, index, units);
  if (type === 'AggregationEvent' && action === 'DELETE') unpack(tree, units);
  if (type === 'TransformationEvent') {
    end(tree, 'inputEPCList', units);
    yield* begin(tree, 'outputEPCList', units);
  }
}

/** A document may rely on earlier ones; one that tells of beginnings means to tell the whole story. */
function* neverCommissioned({ unknown, tellsBeginnings }: Units): Generator<DocumentFault> {
  const judge = tellsBeginnings ? wrong : doubtful;
  for (const { epc, event, path, verb } of unknown.values())
    yield {
      tier: 'dscsa',
      event,
      ...judge(
        'dscsa-not-commissioned',
        path,
        guideline('event order'),
        `${epc} is ${verb}, but this document does not commission it`,
        'only a document sent earlier may have commissioned it',
      ),
    };
}
