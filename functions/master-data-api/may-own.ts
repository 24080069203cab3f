import * as v from 'valibot';
import type { Owner } from '#common/store/master-data.ts';
import { product } from '#shared/master-data/product.ts';
import type { Content, MasterKind } from '#shared/master-data/version.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import type { MasterNeeds } from './needs.ts';

/** GTINs of a product and its packaging; none of other kinds. */
export function gtinsOf(kind: MasterKind, id: string, content: Content | undefined): string[] {
  if (kind !== 'product') return [];
  const levels = content === undefined ? [] : (v.parse(product, content).packaging ?? []);
  return [...new Set([id, ...levels.map(({ gtin }) => gtin)])];
}

export interface Wanted {
  readonly id: string;
  readonly content: Content;
}

/** Asks once for many: whether the tenant has the company prefixes and GTINs of products. Other kinds may be anybody's. */
export async function ownership(
  { registry, master }: Pick<MasterNeeds, 'registry' | 'master'>,
  tenant: string,
  kind: MasterKind,
  wanted: readonly Wanted[],
): Promise<(one: Wanted) => Refusal | undefined> {
  if (kind !== 'product') return () => undefined;
  const prefixes = (await registry.tenant(tenant))?.companyPrefixes ?? [];
  const owners = await master.owners(wanted.flatMap(({ id, content }) => gtinsOf(kind, id, content)));
  return ({ id, content }) => {
    const { companyPrefix } = v.parse(product, content);
    if (!prefixes.includes(companyPrefix))
      return refuse('not-permitted', `${companyPrefix} is not a company prefix of ${tenant}`, {
        at: '/companyPrefix',
        remedy: 'PUT /api/tenant with your company prefixes first',
      });
    for (const gtin of gtinsOf(kind, id, content)) {
      const owner = owners.get(gtin);
      const taken = owner && takenBy(owner, tenant, id, gtin);
      if (taken)
        return refuse('conflict', `GTIN ${gtin} belongs to ${taken}`, {
          at: gtin === id ? '/gtin' : '/packaging',
          rule: 'GS1 GS §4.2.6: a GTIN is not used again',
          remedy: 'give another GTIN',
        });
    }
    return undefined;
  };
}

function takenBy(owner: Owner, tenant: string, id: string, gtin: string): string | undefined {
  if (owner.tenant !== tenant) return 'another tenant';
  if ((owner.product ?? gtin) !== id)
    return owner.product === undefined ? `product ${gtin}` : `the packaging of product ${owner.product}`;
  return undefined;
}
