import type { JsonObject } from '../../wire/json.ts';
import { doubtful, type Fault, wrong } from './finding.ts';
import { isFilled, type Placed, textAt, textsAt } from './tree.ts';

const WHAT = 'EPCIS 2.0 §7.4 event types';
const lists = ['epcList', 'childEPCs', 'inputEPCList', 'outputEPCList'];

/** The things an event names: each once, none inside itself, and some for what is added or deleted. */
export function* checkObjects(tree: JsonObject, canonical: (epc: string) => string): Generator<Fault> {
  yield* checkParent(tree, canonical);
  yield* checkRepeats(tree, canonical);
  yield* checkNothing(tree);
}

function* checkParent(tree: JsonObject, canonical: (epc: string) => string): Generator<Fault> {
  const parent = textAt(tree, 'parentID');
  if (parent === undefined) return;
  for (const { path, value } of ['childEPCs', 'epcList'].flatMap((list) => textsAt(tree, list)))
    if (canonical(value) === canonical(parent))
      yield wrong('parent-among-children', path, WHAT, `${value} is its own parent`);
}

/** Readers see a text that stands twice; this sees one thing in two spellings, or in two lists. */
function* checkRepeats(tree: JsonObject, canonical: (epc: string) => string): Generator<Fault> {
  const seen = new Map<string, Placed<string> & { readonly list: string }>();
  for (const list of lists)
    for (const { path, value } of textsAt(tree, list)) {
      const epc = canonical(value);
      const earlier = seen.get(epc);
      if (earlier === undefined) seen.set(epc, { path, value, list });
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
