import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { Registry } from '#common/store/registry.ts';
import { readGtin } from '#shared/gs1/gtin.ts';
import { product } from '#shared/messages/registry-api.ts';
import { refuse } from '#shared/refusal.ts';

export const listProducts =
  (needs: { registry: Registry }): Endpoint =>
  async ({ tenant }) => ({ status: 200, body: { products: await needs.registry.products(tenant) } });

/** Stores a product under its GTIN, whose check digit and company prefix must hold. A GTIN belongs to one tenant. */
export const putProduct =
  (needs: { registry: Registry }): Endpoint =>
  async (request) => {
    const gtin = orRefuse(readGtin(request.path['gtin'] ?? ''));
    const item = { gtin, ...read(product, json(request)) };
    if (!gtin.slice(1).startsWith(item.companyPrefix))
      throw new Refused(
        refuse('malformed', `GTIN ${gtin} does not carry company prefix ${item.companyPrefix}`, {
          at: '/companyPrefix',
          rule: 'GS1 General Specifications 2.1: the prefix follows the indicator digit',
        }),
      );
    await mustOwnPrefix(needs.registry, request.tenant, item.companyPrefix);
    if ((await needs.registry.putProduct(request.tenant, item)) === 'taken')
      throw new Refused(refuse('conflict', `GTIN ${gtin} belongs to another tenant`, { at: '/gtin' }));
    return { status: 200, body: item };
  };

async function mustOwnPrefix(registry: Registry, tenant: string, companyPrefix: string): Promise<void> {
  const profile = await registry.tenant(tenant);
  if (profile?.companyPrefixes.includes(companyPrefix)) return;
  throw new Refused(
    refuse('not-permitted', `${companyPrefix} is not a company prefix of ${tenant}`, {
      at: '/companyPrefix',
      remedy: 'PUT /api/tenant with your company prefixes first',
    }),
  );
}
