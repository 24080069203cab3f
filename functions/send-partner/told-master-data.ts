import * as v from 'valibot';
import type { Registry } from '#common/store/registry.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import type { MasterDataList } from '#shared/epcis/master-data.ts';
import { canonicalKey } from '#shared/gs1/canonical-epc.ts';
import { vocabulariesOf } from '#shared/master-data/epcis-elements.ts';
import { content } from '#shared/master-data/version.ts';
import { glnOf, sglnsIn } from '#shared/regimes/us/describe-places.ts';

/** CBV 2.0 §9. What CBV has no name for (what regulators call a place, code profiles) is nobody's business but ours. */
const CBV = 'urn:epcglobal:cbv:mda:';

/** What our master data in force says of the products and places that events name, in CBV's words. */
export async function toldMasterData(
  { products, location }: Pick<Registry, 'products' | 'location'>,
  tenant: string,
  events: readonly EpcisEvent[],
): Promise<MasterDataList[]> {
  const gtins = new Set(events.flatMap(gtinsIn));
  const glns = new Set([...sglnsIn(events)].flatMap((id) => glnOf(id) ?? []));
  const known = gtins.size === 0 ? [] : (await products(tenant)).filter(({ gtin }) => gtins.has(gtin));
  const places = await Promise.all([...glns].map((gln) => location(tenant, gln)));
  const all = vocabulariesOf([
    ...known.map(({ gtin, version: _, ...item }) => ({ kind: 'product' as const, id: gtin, content: asContent(item) })),
    ...places.flatMap((place) => {
      if (place === undefined) return [];
      const { gln, version: _, ...item } = place;
      return [{ kind: 'location' as const, id: gln, content: asContent(item) }];
    }),
  ]);
  return all.map(({ vocabularyElementList = [], ...list }) => ({
    ...list,
    vocabularyElementList: vocabularyElementList.map(({ attributes = [], ...element }) => ({
      ...element,
      attributes: attributes.filter(({ id }) => id.startsWith(CBV)),
    })),
  }));
}

/** As it is kept: without members that are absent. */
const asContent = (item: object) => v.parse(content, JSON.parse(JSON.stringify(item)));

function gtinsIn(event: EpcisEvent): string[] {
  const things =
    event.type === 'ObjectEvent'
      ? (event.epcList ?? [])
      : event.type === 'AggregationEvent'
        ? [...(event.parentID === undefined ? [] : [event.parentID]), ...(event.childEPCs ?? [])]
        : [];
  return things.flatMap((epc) => {
    const key = canonicalKey(epc)?.primary;
    return key?.ai === '01' ? [key.value] : [];
  });
}
