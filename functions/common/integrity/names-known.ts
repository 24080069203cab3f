import { inLanes } from '#common/store/batches.ts';
import type { Registry } from '#common/store/registry.ts';
import { glnOf, siteOf } from '#shared/integrity/site-of.ts';
import { remember } from './remember.ts';

/** Master data that came with documents: elements of the vocabularies among the ids (canonical). */
export type MasterData = (
  tenant: string,
  vocabularies: readonly string[],
  ids: readonly string[],
) => Promise<readonly { readonly canonical: string }[]>;

export interface NamesKnownNeeds {
  readonly registry: Pick<Registry, 'product' | 'location' | 'tenant' | 'partners' | 'grants'>;
  readonly vocabulary: { readonly get: MasterData };
  readonly now: () => Date;
}

export interface NamesKnown {
  /** GTINs among these that are products of the tenant's own list. */
  ours(tenant: string, gtins: Iterable<string>): Promise<Set<string>>;
  /** GTINs among these that are such products, or that captured master data describes. */
  products(tenant: string, gtins: Iterable<string>): Promise<Set<string>>;
  /** Places (canonical) among these that belong to a company of the registry, or that captured master data describes. */
  places(tenant: string, places: Iterable<string>): Promise<Set<string>>;
}

const placeVocabularies = ['Location', 'ReadPoint', 'BusinessLocation'];

/** What the registry and captured master data know, asked at most once a minute. */
export function namesKnown({ registry, vocabulary, now }: NamesKnownNeeds): NamesKnown {
  const ours = remember(now, async (tenant, gtins) => {
    const products = await inLanes(gtins, (gtin) => registry.product(tenant, gtin));
    return new Map(gtins.map((gtin, i) => [gtin, products[i] !== undefined]));
  });
  const described = remember(now, async (tenant, gtins) => {
    const found = await vocabulary.get(tenant, ['EPCClass'], gtins.map(classOf));
    const known = new Set(found.map(({ canonical }) => canonical));
    return new Map(gtins.map((gtin) => [gtin, known.has(classOf(gtin))]));
  });
  const prefixes = remember(now, async (tenant) => new Map([['', await companiesOf(registry, tenant)]]));
  const places = remember(now, async (tenant, ids) => {
    const companies = (await prefixes(tenant, [''])).get('') ?? [];
    const foreign = ids.filter((id) => !companies.some((prefix) => glnOf(id)?.startsWith(prefix)));
    const listed = await inLanes(foreign, async (id) => {
      const gln = glnOf(id);
      return gln && registry.location(tenant, gln);
    });
    const strange = foreign.filter((_, i) => listed[i] === undefined);
    const asked = [...new Set(strange.flatMap((id) => [id, siteOf(id)]))];
    const found = asked.length === 0 ? [] : await vocabulary.get(tenant, placeVocabularies, asked);
    const known = new Set(found.map(({ canonical }) => canonical));
    return new Map(ids.map((id) => [id, !strange.includes(id) || known.has(id) || known.has(siteOf(id))]));
  });
  return {
    ours: async (tenant, gtins) => trueOnes(await ours(tenant, gtins)),
    products: async (tenant, gtins) => {
      const all = new Set(gtins);
      const own = trueOnes(await ours(tenant, all));
      const others = [...all].filter((gtin) => !own.has(gtin));
      return new Set([...own, ...trueOnes(await described(tenant, others))]);
    },
    places: async (tenant, ids) => trueOnes(await places(tenant, ids)),
  };
}

const classOf = (gtin: string) => `https://id.gs1.org/01/${gtin}`;

const trueOnes = (answers: ReadonlyMap<string, boolean>) =>
  new Set([...answers].flatMap(([key, isSo]) => (isSo ? [key] : [])));

/** Beginnings of the GLNs of everybody the registry names: the tenant, those it granted something to, and its partners. */
async function companiesOf(registry: NamesKnownNeeds['registry'], tenant: string): Promise<string[]> {
  const grantees = (await registry.grants(tenant)).map(({ grantee }) => grantee);
  const profiles = await inLanes([tenant, ...grantees], (one) => registry.tenant(one));
  const partners = await registry.partners(tenant);
  return [
    ...profiles.flatMap((profile) => (profile === undefined ? [] : [profile.gln, ...profile.companyPrefixes])),
    ...partners.map(({ party }) => prefixOf(party)),
  ];
}

/** Of a PGLN URN, which says how long its company prefix is. */
const prefixOf = (party: string) => party.slice('urn:epc:id:pgln:'.length).split('.')[0] ?? party;
