import { Refused } from '#common/refused.ts';
import type { CompanyPrefixes } from '#common/store/company-prefixes.ts';
import type { Registry } from '#common/store/registry.ts';
import type { Also } from '#common/store/serial-pools-create.ts';
import { refuse } from '#shared/refusal.ts';
import { codesProblem } from '#shared/regimes/demanded-codes.ts';
import type { Pool } from '#shared/serials/pool.ts';

export interface OwnSpaceNeeds {
  readonly registry: Pick<Registry, 'product'>;
  readonly prefixes: Pick<CompanyPrefixes, 'use'>;
}

/**
 * @returns what must be written with the pool, so that its company prefix stays the tenant's; a product's was marked when it was approved
 * @throws Refused unless the pool is for a product in force, whose markets take its codes, or for a company prefix, of the tenant
 */
export async function mustOwnSpace(
  { registry, prefixes }: OwnSpaceNeeds,
  tenant: string,
  wanted: Pool,
  at: Date,
): Promise<Also> {
  if (wanted.kind !== 'sscc') {
    const product = await registry.product(tenant, wanted.gtin);
    const problem = product && codesProblem(wanted, product);
    if (problem !== undefined) throw new Refused(problem);
    if (product !== undefined) return [];
    throw new Refused(
      refuse('not-found', `no product ${wanted.gtin} is in force`, {
        at: '/gtin',
        rule: 'GS1 GS §2.1: serials belong to a trade item',
        remedy: `PUT /api/products/${wanted.gtin} and have it approved first`,
      }),
    );
  }
  const use = await prefixes.use(tenant, wanted.companyPrefix, at.toISOString());
  if (use !== 'not-held') return use;
  throw new Refused(
    refuse('not-permitted', `${wanted.companyPrefix} is not a company prefix of ${tenant}`, {
      at: '/companyPrefix',
      rule: 'GS1 GS §2.2.1: an SSCC is built from a company prefix of its own',
      remedy: 'PUT /api/tenant with your company prefixes first',
    }),
  );
}
