import { isJsonObject, type Json } from '../wire/json.ts';
import { pointerStep } from '../wire/json-pointer.ts';

/** What an identifier names where it stands. `other` may be anything: a device, a file, a rule. */
export type IdentifierKind = 'instance' | 'class' | 'place' | 'party' | 'document' | 'other';

/** Where identifiers stand: a kind marks one, or a list of them. */
export interface IdentifierPlaces {
  readonly [member: string]: IdentifierKind | IdentifierPlaces;
}

const quantities = { epcClass: 'class' } as const;
const device = {
  deviceID: 'other',
  deviceMetadata: 'other',
  rawData: 'other',
  dataProcessingMethod: 'other',
  bizRules: 'other',
} as const;

/** The identifiers of an event, its extensions left alone (EPCIS 2.0 §7.4). */
export const eventPlaces: IdentifierPlaces = {
  epcList: 'instance',
  // What holds the children of an AssociationEvent may be a place; checks that mind look at the event's type.
  parentID: 'instance',
  childEPCs: 'instance',
  inputEPCList: 'instance',
  outputEPCList: 'instance',
  transformationID: 'document',
  quantityList: quantities,
  childQuantityList: quantities,
  inputQuantityList: quantities,
  outputQuantityList: quantities,
  readPoint: { id: 'place' },
  bizLocation: { id: 'place' },
  bizTransactionList: { bizTransaction: 'document' },
  sourceList: { source: 'party' },
  destinationList: { destination: 'party' },
  sensorElementList: { sensorMetadata: device, sensorReport: { ...device, uriValue: 'other' } },
};

/** An identifier and where it stands. */
export interface PlacedIdentifier {
  /** JSON pointer from the event. */
  readonly path: string;
  readonly kind: IdentifierKind;
  readonly value: string;
}

/** Every identifier of an event in the order of the table above. */
export function* identifiersIn(
  tree: Json | undefined,
  where: IdentifierKind | IdentifierPlaces = eventPlaces,
  path = '',
): Generator<PlacedIdentifier> {
  if (Array.isArray(tree)) {
    for (const [index, item] of tree.entries()) yield* identifiersIn(item, where, path + pointerStep(index));
  } else if (typeof where === 'string') {
    if (typeof tree === 'string') yield { path, kind: where, value: tree };
  } else if (isJsonObject(tree)) {
    for (const [name, inside] of Object.entries(where)) {
      if (Object.hasOwn(tree, name)) yield* identifiersIn(tree[name], inside, path + pointerStep(name));
    }
  }
}
