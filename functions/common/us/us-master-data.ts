import type { Registry } from '#common/store/registry.ts';
import type { Vocabulary } from '#common/store/vocabulary.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import type { VocabularyElement } from '#shared/epcis/master-data.ts';
import type { Location } from '#shared/master-data/location.ts';
import { glnOf, sglnsIn, type UsPlace } from '#shared/regimes/us/describe-places.ts';
import { classesIn } from '#shared/regimes/us/describe-products.ts';
import type { UsMasterData } from '#shared/regimes/us/master-data.ts';

export interface UsMasterDataNeeds {
  readonly registry: Pick<Registry, 'tenant' | 'products' | 'location' | 'partners'>;
  readonly vocabulary: Pick<Vocabulary, 'get'>;
}

const PLACES = ['Location', 'BusinessLocation', 'ReadPoint', 'Party'];

/**
 * What is known of the products and places that events name: our own master data first, then what partners' documents said of them. A
 * partner stands for its GLN where no location does.
 */
export async function usMasterData(
  { registry, vocabulary }: UsMasterDataNeeds,
  tenant: string,
  events: readonly EpcisEvent[],
): Promise<UsMasterData> {
  const classes = [...classesIn(events).values()];
  const sglns = [...sglnsIn(events)];
  const glns = [...new Set(sglns.flatMap((id) => glnOf(id) ?? []))];
  const [own, products, partners, locations, received] = await Promise.all([
    registry.tenant(tenant),
    registry.products(tenant),
    registry.partners(tenant),
    Promise.all(glns.map((gln) => registry.location(tenant, gln))),
    Promise.all([
      vocabulary.get(tenant, ['EPCClass'], classes),
      vocabulary.get(tenant, PLACES, [...sglns, ...glns.map((gln) => `https://id.gs1.org/414/${gln}`)]),
    ]),
  ]);
  const places = new Map<string, UsPlace>();
  for (const { name, address, gln, party } of partners) {
    const key = gln ?? glnOf(party);
    if (key !== undefined && address !== undefined) places.set(key, { name, address });
  }
  for (const location of locations) if (location !== undefined) places.set(location.gln, placeOf(location));
  const elements: [string, VocabularyElement][] = received
    .flat()
    .map(({ canonical, id, attributes }) => [canonical, { id, attributes }]);
  return { products, maker: own?.name ?? tenant, places, received: new Map(elements) };
}

function placeOf({ name, address, readPoints = [] }: Location): UsPlace {
  const points = new Map(readPoints.flatMap(({ extension, name }) => (extension ? [[extension, name] as const] : [])));
  return { name, address, points };
}
