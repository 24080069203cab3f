import fc from 'fast-check';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { jsonAsEvent } from '#shared/epcis/event-as-json.ts';
import type { JsonObject } from '#shared/wire/json.ts';
import { anyContext, withPrefixes } from './arbitrary-context.ts';
import { anyClass, anyEpc, anyParty, anyPlaceId } from './arbitrary-epc.ts';
import { extensions, firstCurie, ownCurie, someExtensions } from './arbitrary-extension.ts';
import { anyQuantity } from './arbitrary-number.ts';
import { anySensorElement, withExtensions } from './arbitrary-sensors.ts';
import { anyOffset, anyTime, anyUri, PREFIX_MARK } from './arbitrary-text.ts';

const own = fc.oneof(
  anyUri,
  ownCurie,
  fc.constantFrom('urn:epcglobal:cbv:bizstep:own', 'https://ref.gs1.org/cbv/BTT-own'),
);
const wordOr = (...words: string[]) =>
  fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...words) }, { weight: 1, arbitrary: own });

const disposition = wordOr('active', 'in_transit', 'sellable_accessible', 'recalled');
const partyType = wordOr('owning_party', 'possessing_party', 'location');

const epcs = (minLength = 0) =>
  fc.uniqueArray(fc.oneof({ weight: 9, arbitrary: anyEpc }, { weight: 1, arbitrary: firstCurie }), {
    minLength,
    maxLength: 4,
  });

const quantity = fc
  .record(
    { epcClass: anyClass, quantity: anyQuantity, uom: fc.constantFrom('KGM', 'LTR', 'C62', '4L') },
    { requiredKeys: ['epcClass'] },
  )
  // The schema of 2.0 knows a unit only beside a quantity.
  .map(({ uom, ...rest }): JsonObject => (uom === undefined || rest.quantity === undefined ? rest : { ...rest, uom }));
const quantities = (minLength = 0) => fc.array(quantity, { minLength, maxLength: 3 });

const place = withExtensions(fc.record({ id: anyPlaceId }));

const transaction = fc.record(
  { type: wordOr('po', 'inv', 'desadv', 'bol'), bizTransaction: fc.oneof(anyUri, ownCurie) },
  { requiredKeys: ['bizTransaction'] },
);
const transactions = (minLength = 0) => fc.array(transaction, { minLength, maxLength: 3 });

/** Lasting dispositions are sets: no two may become the same, whatever prefixes are chosen. */
const lastingWord = fc.oneof(
  { weight: 6, arbitrary: disposition.filter((word) => !word.startsWith(PREFIX_MARK)) },
  { weight: 1, arbitrary: firstCurie },
);

const lasting = fc
  .record(
    {
      set: fc.uniqueArray(lastingWord, { minLength: 1, maxLength: 3 }),
      unset: fc.uniqueArray(lastingWord, { minLength: 1, maxLength: 2 }),
    },
    { requiredKeys: [] },
  )
  .filter(({ set, unset }) => set !== undefined || unset !== undefined);

const errorDeclaration = withExtensions(
  fc.record(
    {
      declarationTime: anyTime,
      reason: wordOr('did_not_occur', 'incorrect_data'),
      correctiveEventIDs: fc.array(fc.oneof(anyUri, ownCurie), { maxLength: 2 }),
    },
    { requiredKeys: ['declarationTime'] },
  ),
);

const common = {
  eventTime: anyTime,
  eventTimeZoneOffset: anyOffset,
  eventID: fc.oneof(anyUri, fc.constant(`ni:///sha-256;${'ab'.repeat(32)}?ver=CBV2.0`)),
  recordTime: anyTime,
  errorDeclaration,
  certificationInfo: fc.oneof(anyUri, fc.array(anyUri, { maxLength: 3 })),
  bizStep: wordOr('commissioning', 'shipping', 'other', 'void_shipping'),
  disposition,
  persistentDisposition: lasting,
  readPoint: place,
  bizLocation: place,
  bizTransactionList: transactions(),
  sourceList: fc.array(fc.record({ type: partyType, source: anyParty }), { maxLength: 2 }),
  destinationList: fc.array(fc.record({ type: partyType, destination: anyParty }), { maxLength: 2 }),
  sensorElementList: fc.array(anySensorElement, { maxLength: 2 }),
};

const action = fc.constantFrom('ADD', 'OBSERVE', 'DELETE');

/** Any of the standard members may be missing, but for those that the type needs; then come extensions. */
const kind = (
  type: string,
  required: Record<string, fc.Arbitrary<unknown>>,
  optional: Record<string, fc.Arbitrary<unknown>> = {},
) => {
  const requiredKeys = ['type', 'eventTime', 'eventTimeZoneOffset', ...Object.keys(required)];
  return fc
    .tuple(
      fc.record<Record<string, unknown>>(
        { type: fc.constant(type), ...common, ...optional, ...required },
        { requiredKeys },
      ),
      extensions(),
    )
    .map(([standard, more]) => ({ ...standard, ...more }))
    .filter(isTree);
};

const isTree = (value: object): value is JsonObject => 'type' in value;

const conversion = {
  inputEPCList: epcs(),
  inputQuantityList: quantities(),
  outputEPCList: epcs(),
  outputQuantityList: quantities(),
};

const kinds = {
  ObjectEvent: kind('ObjectEvent', { action, epcList: epcs() }, { quantityList: quantities() }),
  'ObjectEvent with ilmd': kind(
    'ObjectEvent',
    { action: fc.constant('ADD'), epcList: epcs(), ilmd: someExtensions },
    { quantityList: quantities() },
  ),
  'ObjectEvent without EPCs': kind('ObjectEvent', { action, quantityList: quantities(1) }),
  AggregationEvent: kind(
    'AggregationEvent',
    { action, parentID: anyEpc, childEPCs: epcs(1) },
    { childQuantityList: quantities() },
  ),
  AssociationEvent: kind(
    'AssociationEvent',
    { action, parentID: anyPlaceId, childEPCs: epcs(1) },
    { childQuantityList: quantities() },
  ),
  TransactionEvent: kind(
    'TransactionEvent',
    { action, bizTransactionList: transactions(1), epcList: epcs() },
    { parentID: anyEpc, quantityList: quantities() },
  ),
  TransformationEvent: kind(
    'TransformationEvent',
    { transformationID: anyUri, inputEPCList: epcs(1), outputEPCList: epcs(1) },
    { ...conversion, ilmd: someExtensions },
  ),
};

/** A type of somebody's own: every standard member may stand in it. */
const extended = fc
  .tuple(
    kind(
      '',
      {},
      {
        action,
        epcList: epcs(),
        quantityList: quantities(),
        parentID: anyEpc,
        childEPCs: epcs(),
        ilmd: someExtensions,
        ...conversion,
      },
    ),
    ownCurie,
  )
  .map(([event, type]): JsonObject => ({ ...event, type }));

const prefixed = (tree: fc.Arbitrary<JsonObject>): fc.Arbitrary<EpcisEvent> =>
  fc.tuple(tree, anyContext).map(([event, context]) => jsonAsEvent(withPrefixes(event, context)));

/** Any event of the five standard types, with any member that it may have (EPCIS 2.0 §7.4). */
export const standardEvent: fc.Arbitrary<EpcisEvent> = prefixed(fc.oneof(...Object.values(kinds)));

/** An event of a type that the standard does not know. */
export const extendedEvent: fc.Arbitrary<EpcisEvent> = prefixed(extended);

/** Any event at all. It carries the prefixes that it needs. */
export const arbitraryEvent: fc.Arbitrary<EpcisEvent> = fc.oneof(
  { weight: 9, arbitrary: standardEvent },
  { weight: 1, arbitrary: extendedEvent },
);
