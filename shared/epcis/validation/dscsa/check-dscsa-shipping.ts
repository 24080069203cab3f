import type { JsonObject } from '../../../wire/json.ts';
import { doubtful, type Fault, wrong } from '../finding.ts';
import { isFilled, objectsAt, textAt } from '../tree.ts';
import { guideline } from './guideline.ts';

const RULE = guideline('shipping');

/** Who sells and who buys, from where to where, and by which order. */
export function* checkDscsaShipping(tree: JsonObject): Generator<Fault> {
  const { type, action, disposition } = tree;
  if (type !== 'ObjectEvent')
    yield wrong('dscsa-shipping-type', '/type', RULE, `shipping is told by an ObjectEvent, not by ${type}`);
  if (action !== 'OBSERVE')
    yield wrong('dscsa-shipping-action', '/action', RULE, `shipping has action OBSERVE, not ${action}`);
  if (type === 'ObjectEvent' && !isFilled(tree, 'epcList'))
    yield wrong(
      'dscsa-nothing-shipped',
      '/epcList',
      RULE,
      'the shipment names no EPCs',
      'name the outermost containers that are shipped',
    );
  if (disposition !== 'in_transit')
    yield doubtful('dscsa-disposition', '/disposition', RULE, 'the disposition after shipping is in_transit');
  yield* checkTransactions(typesIn(tree, 'bizTransactionList'));
  yield* checkParties('sourceList', typesIn(tree, 'sourceList'));
  yield* checkParties('destinationList', typesIn(tree, 'destinationList'));
}

const typesIn = (tree: JsonObject, list: string): ReadonlySet<string | undefined> =>
  new Set(objectsAt(tree, list).map(({ value }) => textAt(value, 'type')));

/** Returns name an rma in place of a despatch advice. */
function* checkTransactions(types: ReadonlySet<string | undefined>): Generator<Fault> {
  if (!types.has('po')) yield wrong('dscsa-po-missing', '', RULE, 'no purchase order (po) is named');
  if (!types.has('desadv') && !types.has('rma'))
    yield doubtful('dscsa-desadv-missing', '', RULE, 'no despatch advice (desadv) is named');
}

function* checkParties(list: string, types: ReadonlySet<string | undefined>): Generator<Fault> {
  if (!types.has('owning_party'))
    yield wrong('dscsa-owning-party-missing', '', RULE, `${list} names no owning_party`, 'name seller and buyer');
  if (!types.has('location') && !types.has('possessing_party'))
    yield wrong(
      'dscsa-location-missing',
      '',
      RULE,
      `${list} names no location`,
      'name the sites it leaves and goes to',
    );
}
