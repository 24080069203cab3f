import { type Refusal, refuse } from '../refusal.ts';
import type { Thing } from './thing.ts';

/** What a customer wants of one product. */
export interface Wanted {
  readonly gtin: string;
  /** Packs. */
  readonly quantity: number;
  /** Only of this lot. */
  readonly lot?: string | undefined;
}

/** A line of a shipment, with what was picked for it. */
export interface OrderLine extends Wanted {
  readonly picked: number;
}

/** Which line of a shipment a thing is for; a refusal when it is for none, or more than is wanted. */
export function lineFor(thing: Thing, lines: readonly OrderLine[]): OrderLine | Refusal {
  const { epc, gtin, lot, packs } = thing;
  if (packs === 0 || gtin === undefined) {
    return refuse('conflict', `${epc} is not of one product, or nobody knows what is in it`, {
      rule: 'what is picked counts for a line of the order',
      remedy: 'Open it and pick what is in it.',
    });
  }
  const ofProduct = lines.filter((line) => line.gtin === gtin);
  if (ofProduct.length === 0) {
    const wanted = lines.map((line) => line.gtin).join(', ');
    return refuse('conflict', `${epc} is of ${gtin}`, { rule: `the order wants ${wanted}`, remedy: 'Put it back.' });
  }
  const line = ofProduct.find((one) => one.lot === undefined || one.lot === lot);
  if (line === undefined) {
    const lots = ofProduct.map((one) => one.lot).join(', ');
    return refuse('conflict', `${epc} is of ${lot === undefined ? 'several lots' : `lot ${lot}`}`, {
      rule: `the order wants lot ${lots}`,
      remedy: 'Take one of that lot.',
    });
  }
  const missing = line.quantity - line.picked;
  if (packs <= missing) return line;
  return refuse('conflict', `${epc} holds ${packs} packs, and ${missing} of ${gtin} are still wanted`, {
    rule: 'no more leaves than was ordered',
    remedy: missing === 0 ? 'Put it back.' : 'Take a smaller container, or take packs out of this one.',
  });
}

/** First expired, first out (EU GDP 5.5): why another has to be taken before this one. `others` may leave. */
export function whyNotYet(thing: Thing, line: Wanted, others: readonly Thing[]): Refusal | undefined {
  const { epc, expiry } = thing;
  if (expiry === undefined || line.lot !== undefined) return undefined;
  const first = others.find((one) => one.epc !== epc && one.expiry !== undefined && one.expiry < expiry);
  if (first === undefined) return undefined;
  return refuse('conflict', `${epc} expires ${expiry}; ${first.epc} expires ${first.expiry} and is here too`, {
    rule: 'EU GDP 2013/C 343/01 §5.5: first expiry first out',
    remedy: `Take that one, which stands at ${first.location ?? 'no known place'}, or order the lot by name.`,
  });
}
