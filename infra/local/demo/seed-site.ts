import type { Client } from './client.ts';
import { packright, warehousePool } from './facts.ts';

/** What a whole site needs of L4 besides: that it may make orders for the owner, and numbers of its own for its warehouse's labels. May be repeated. */
export async function seedSite(admins: { readonly acme: Client; readonly packright: Client }): Promise<void> {
  await admins.acme.call('PUT', `/api/grants/${packright.tenant}`, {
    permissions: ['serials:request', 'orders:read', 'orders:write', 'orders:stand', 'events:capture', 'blocks:write'],
  });
  await admins.packright.call('PUT', `/api/pools/${warehousePool}`, {
    kind: 'sscc',
    companyPrefix: packright.profile.companyPrefixes[0],
  });
}
