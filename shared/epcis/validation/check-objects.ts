import { canonicalEpc } from '../../gs1/canonical-epc.ts';
import type { JsonObject } from '../../wire/json.ts';
import { doubtful, type Fault, wrong } from './finding.ts';
import { isFilled, type Placed, textAt, textsAt } from './tree.ts';

const WHAT = 'EPCIS 2.0 §7.4 event types';
const lists = ['epcList', 'childEPCs', 'inputEPCList', 'outputEPCList'];

/** The things an event names: each once, none inside itself, and some for what is added or deleted. */
export function* checkObjects(tree: JsonObject): Generator<Fault> {
  yield* checkParent(tree);
  yield* checkRepeats(tree);
  yield* checkNothing(tree);
}

function* checkParent(tree: JsonObject): Generator<Fault> {
  const parent = textAt(tree, 'parentID');
  if (parent === undefined) return;
  const canonical = canonicalEpc(parent);
  for (const { path, value } of ['childEPCs', 'epcList'].flatMap((list) => textsAt(tree, list)))
    if (canonicalEpc(value) === canonical)
      yield wrong('parent-among-children', path, WHAT, `${value} is its own parent`);
}

/** Readers see a text that stands twice; this sees one thing in two spellings, or in two lists. */
function* checkRepeats(tree: JsonObject): Generator<Fault> {
  const seen = new Map<string, Placed<string> & { readonly list: string }>();
  for (const list of lists)
    for (const { path, value } of textsAt(tree, list)) {
      const canonical = canonicalEpc(value);
      const earlier = seen.get(canonical);
      if (earlier === undefined) seen.set(canonical, { path, value, list });
      else yield repeat(path, value, earlier.path, earlier.list === list);
    }
}

/** What goes into a transformation and comes out again is odd, but may be meant. */
const repeat = (path: string, value: string, earlier: string, sameList: boolean): Fault =>
  (sameList ? wrong : doubtful)('object-repeated', path, WHAT, `${value} stands at ${earlier} already`);

function* checkNothing(tree: JsonObject): Generator<Fault> {
  const { type, action } = tree;
  if (type !== 'ObjectEvent' && type !== 'TransactionEvent') return;
  if (action === 'OBSERVE' || (type === 'TransactionEvent' && action === 'DELETE')) return;
  if (isFilled(tree, 'epcList') || isFilled(tree, 'quantityList')) return;
  yield doubtful('names-no-objects', '/action', WHAT, `action ${action} names no objects it could be done to`);
}
