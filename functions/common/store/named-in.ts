import type { EpcisEvent, QuantityElement } from '#shared/epcis/event.ts';
import { spellingIn } from '#shared/trace/mentions.ts';

/** Something an event names that is neither a thing nor a place, and that has index rows of its own. */
export interface Named {
  readonly kind: 'transaction' | 'class' | 'transformation';
  /** Canonical. */
  readonly id: string;
}

/** Business transactions, classes and transformations an event names, each once. */
export function namesOf(event: EpcisEvent): Named[] {
  const spell = spellingIn(event);
  const named = (kind: Named['kind'], id: string): Named => ({ kind, id: spell(id) });
  const all: Named[] = [
    ...(event.bizTransactionList ?? []).map(({ bizTransaction }) => named('transaction', bizTransaction)),
    ...quantitiesOf(event).map(({ epcClass }) => named('class', epcClass)),
    ...(event.type === 'TransformationEvent' &&
    'transformationID' in event &&
    typeof event.transformationID === 'string'
      ? [named('transformation', event.transformationID)]
      : []),
  ];
  return [...new Map(all.map((one) => [`${one.kind}#${one.id}`, one])).values()];
}

/** Classes with their quantities that an event names, whatever its type. */
export function quantitiesOf(event: EpcisEvent): readonly QuantityElement[] {
  switch (event.type) {
    case 'ObjectEvent':
    case 'TransactionEvent':
      return event.quantityList ?? [];
    case 'AggregationEvent':
    case 'AssociationEvent':
      return event.childQuantityList ?? [];
    case 'TransformationEvent':
      return [...(event.inputQuantityList ?? []), ...(event.outputQuantityList ?? [])];
    default:
      return [];
  }
}
