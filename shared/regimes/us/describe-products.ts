import type { EpcisEvent } from '../../epcis/event.ts';
import type { VocabularyElement } from '../../epcis/master-data.ts';
import { canonicalKey } from '../../gs1/canonical-epc.ts';
import { writeParts } from '../../gs1/epc-parts.ts';
import { readUrnParts } from '../../gs1/epc-urn.ts';
import { readNdc, toNdc11, writeNdc } from '../../gs1/national/ndc.ts';
import type { Product } from '../../master-data/product.ts';
import { isRefusal } from '../../refusal.ts';
import { elementOf } from './element-of.ts';

/** GTINs of the items that events commission, pack or ship, each with its class as `urn:epc:idpat:sgtin:…`. */
export function classesIn(events: readonly EpcisEvent[]): Map<string, string> {
  const classes = new Map<string, string>();
  const seen = new Set<string>();
  for (const event of events)
    for (const epc of thingsIn(event)) {
      const stem = epc.slice(0, epc.lastIndexOf('.'));
      if (!epc.startsWith('urn:epc:id:sgtin:') || seen.has(stem)) continue;
      seen.add(stem);
      const parts = readUrnParts(epc);
      const gtin = canonicalKey(epc)?.primary.value;
      if (!isRefusal(parts) && gtin !== undefined) classes.set(gtin, writeParts({ ...parts, serial: undefined }));
    }
  return classes;
}

function* thingsIn(event: EpcisEvent): Generator<string> {
  if (event.type === 'ObjectEvent') yield* event.epcList ?? [];
  if (event.type !== 'AggregationEvent') return;
  if (event.parentID !== undefined) yield event.parentID;
  yield* event.childEPCs ?? [];
}

/** The product of a GTIN: its own, or that of a level of its packaging. */
export const productOf = (gtin: string, products: readonly Product[]): Product | undefined =>
  products.find((one) => one.gtin === gtin || one.packaging?.some((level) => level.gtin === gtin));

/** A class as EPCClass master data. What the product does not say is left out, for the validator to tell. @param maker name of the manufacturer */
export function describeProduct(id: string, product: Product, maker: string): VocabularyElement {
  const ndc = ndcOf(product);
  return elementOf(id, {
    additionalTradeItemIdentification: ndc,
    additionalTradeItemIdentificationTypeCode: ndc && 'FDA_NDC_11',
    regulatedProductName: product.name,
    manufacturerOfTradeItemPartyName: maker,
    dosageFormType: product.form,
    strengthDescription: product.strength,
    netContentDescription: String(product.packSize),
  });
}

/** The product's NDC in the 11 digits that receivers look up, 5-4-2. */
function ndcOf({ nationalNumbers = [] }: Product): string | undefined {
  const said = nationalNumbers.find(({ type }) => type === 'ndc');
  const read = said && readNdc(said.value);
  const long = read === undefined || isRefusal(read) ? undefined : toNdc11(read);
  return long === undefined || isRefusal(long) ? undefined : writeNdc(long);
}
