import type { EpcisEvent } from '../../epcis/event.ts';
import type { MasterDataList, VocabularyElement } from '../../epcis/master-data.ts';
import { canonicalEpc } from '../../gs1/canonical-epc.ts';
import type { Product } from '../../master-data/product.ts';
import { describePlace, glnOf, sglnsIn, type UsPlace } from './describe-places.ts';
import { classesIn, describeProduct, productOf } from './describe-products.ts';

/** What is known of the products, places and parties of a shipment. */
export interface UsMasterData {
  readonly products: readonly Product[];
  /** Name of the products' manufacturer. */
  readonly maker: string;
  /** By GLN, 13 digits. */
  readonly places: ReadonlyMap<string, UsPlace>;
  /** What earlier documents said, by canonical id: of goods and places of others. */
  readonly received: ReadonlyMap<string, VocabularyElement>;
}

const TYPE = 'urn:epcglobal:epcis:vtype:';

/** The vocabularies of a document: every product and every place that its events name, as far as anything is known of it. */
export function masterDataOf(events: readonly EpcisEvent[], known: UsMasterData): MasterDataList[] {
  const classes = [...classesIn(events)].flatMap(([gtin, id]) => {
    const product = productOf(gtin, known.products);
    return product === undefined ? asReceived(id, known) : [describeProduct(id, product, known.maker)];
  });
  const places = [...sglnsIn(events)].flatMap((id) => {
    const place = known.places.get(glnOf(id) ?? '');
    return place === undefined ? asReceived(id, known) : [describePlace(id, place)];
  });
  return [listOf('EPCClass', classes), listOf('Location', places)].filter(
    ({ vocabularyElementList }) => vocabularyElementList.length > 0,
  );
}

const asReceived = (id: string, { received }: UsMasterData): VocabularyElement[] => {
  const element = received.get(canonicalEpc(id));
  return element === undefined ? [] : [{ id, attributes: element.attributes ?? [] }];
};

const listOf = (name: string, elements: readonly VocabularyElement[]) => ({
  type: TYPE + name,
  vocabularyElementList: elements.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
});
