import * as v from 'valibot';
import { as2NamesTaken } from '#common/as2/names-taken.ts';
import type { Owner } from '#common/store/master-data.ts';
import { partner } from '#shared/master-data/partner.ts';
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

/** The company prefix that a product is under; other kinds take none. */
export const prefixOf = (kind: MasterKind, content: Content): string | undefined =>
  kind === 'product' ? v.parse(product, content).companyPrefix : undefined;

export interface Wanted {
  readonly id: string;
  readonly content: Content;
}

/** Asks once for many: whether the tenant holds the company prefixes of products, and nobody else their GTINs; and the AS2 names of partners. Locations may be anybody's. */
export async function ownership(
  { registry, prefixes, master, identities }: Pick<MasterNeeds, 'registry' | 'prefixes' | 'master' | 'identities'>,
  tenant: string,
  kind: MasterKind,
  wanted: readonly Wanted[],
): Promise<(one: Wanted) => Refusal | undefined> {
  if (kind === 'location') return () => undefined;
  if (kind === 'partner') {
    const isTaken = await as2NamesTaken({ registry, identities }, tenant, wanted.map(named));
    return (one) => isTaken(named(one));
  }
  const declared = (await registry.tenant(tenant))?.companyPrefixes ?? [];
  const held = await prefixes.held(tenant, declared);
  const owners = await master.owners(wanted.flatMap(({ id, content }) => gtinsOf(kind, id, content)));
  return ({ id, content }) => {
    const { companyPrefix } = v.parse(product, content);
    if (!held.includes(companyPrefix))
      return notHeld(`${companyPrefix} is not a company prefix of ${tenant}`, '/companyPrefix');
    for (const gtin of gtinsOf(kind, id, content)) {
      if (!held.some((prefix) => gtin.startsWith(prefix, 1)))
        return notHeld(`GTIN ${gtin} is under no company prefix of ${tenant}`, '/packaging');
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

const named = ({ id, content }: Wanted) => ({ id, as2: v.parse(partner, content).as2 });

const notHeld = (detail: string, at: string) =>
  refuse('not-permitted', detail, {
    at,
    rule: 'GS1 GS §4.2: GTINs are allocated under a company prefix of its own',
    remedy: 'PUT /api/tenant with your company prefixes first',
  });

function takenBy(owner: Owner, tenant: string, id: string, gtin: string): string | undefined {
  if (owner.tenant !== tenant) return 'another tenant';
  if ((owner.product ?? gtin) !== id)
    return owner.product === undefined ? `product ${gtin}` : `the packaging of product ${owner.product}`;
  return undefined;
}
