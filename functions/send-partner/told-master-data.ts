import * as v from 'valibot';
import type { Registry } from '#common/store/registry.ts';
import type { Vocabulary, VocabularyEntry } from '#common/store/vocabulary.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import type { MasterDataList } from '#shared/epcis/master-data.ts';
import { canonicalKey } from '#shared/gs1/canonical-epc.ts';
import { vocabulariesOf } from '#shared/master-data/epcis-elements.ts';
import { content } from '#shared/master-data/version.ts';
import { glnOf, sglnsIn } from '#shared/regimes/us/describe-places.ts';

/** CBV 2.0 §9. What CBV has no name for (what regulators call a place, code profiles) is nobody's business but ours. */
const CBV = 'urn:epcglobal:cbv:mda:';

export interface ToldNeeds {
  readonly registry: Pick<Registry, 'inForce'>;
  readonly vocabulary: Pick<Vocabulary, 'get'>;
}

/**
 * What is known of the products and places that events name, in CBV's words: our master data in force, and of others' products what their documents told us, so that who gets
 * them by us knows what they are.
 */
export async function toldMasterData(
  { registry, vocabulary }: ToldNeeds,
  tenant: string,
  events: readonly EpcisEvent[],
): Promise<MasterDataList[]> {
  const gtins = new Set(events.flatMap(gtinsIn));
  const glns = new Set([...sglnsIn(events)].flatMap((id) => glnOf(id) ?? []));
  const { products: known, locations } = await registry.inForce(tenant, gtins, glns);
  for (const { gtin } of known) gtins.delete(gtin);
  const heard = gtins.size === 0 ? [] : await vocabulary.get(tenant, ['EPCClass'], [...gtins].map(classOf));
  const all = vocabulariesOf([
    ...known.map(({ gtin, version: _, ...item }) => ({ kind: 'product' as const, id: gtin, content: asContent(item) })),
    ...locations.map(({ gln, version: _, ...item }) => ({
      kind: 'location' as const,
      id: gln,
      content: asContent(item),
    })),
  ]);
  return withHeard(all, heard).map(({ vocabularyElementList = [], ...list }) => ({
    ...list,
    vocabularyElementList: vocabularyElementList.map(({ attributes = [], ...element }) => ({
      ...element,
      attributes: attributes.filter(({ id }) => id.startsWith(CBV)),
    })),
  }));
}

const CLASSES = 'urn:epcglobal:epcis:vtype:EPCClass';

/** One list for each vocabulary, whoever told of its elements. */
function withHeard(own: readonly MasterDataList[], heard: readonly VocabularyEntry[]): readonly MasterDataList[] {
  if (heard.length === 0) return own;
  const classes = own.find(({ type }) => type === CLASSES);
  const elements = heard.map(({ id, attributes }) => ({ id, attributes }));
  const vocabularyElementList = [...(classes?.vocabularyElementList ?? []), ...elements];
  return [...own.filter((list) => list !== classes), { type: CLASSES, vocabularyElementList }];
}

const classOf = (gtin: string) => `https://id.gs1.org/01/${gtin}`;

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
