import * as v from 'valibot';
import { approved } from './approved.ts';
import type { Client } from './client.ts';
import { acme, locations, medico, packright, pools, product } from './facts.ts';
import { nmvsCountry } from './nmvs.ts';
import type { Person } from './person.ts';

const secretShape = v.object({ secret: v.string() });

/**
 * Master data of the demonstration, through the same API a customer uses. Every call is idempotent, so each start may repeat it.
 *
 * @param approver a person of the owner's tenant: machines write, people approve
 */
export async function seed(
  admins: { acme: Client; packright: Client; medico: Client },
  approver: Pick<Person, 'call'>,
  { webhookUrl, nmvsAccess, vrsDirectoryUrl }: { webhookUrl: string; nmvsAccess?: object; vrsDirectoryUrl?: string },
): Promise<{ webhookSecret: string }> {
  await admins.acme.call('PUT', '/api/tenant', acme.profile);
  await admins.packright.call('PUT', '/api/tenant', packright.profile);
  await admins.medico.call('PUT', '/api/tenant', medico.profile);
  await approved(admins.acme, approver, `/api/products/${product.gtin}`, product.item);
  for (const { gln, item } of locations) await approved(admins.acme, approver, `/api/locations/${gln}`, item);
  await admins.acme.call('PUT', `/api/pools/${pools.packs}`, { kind: 'random', gtin: product.gtin });
  await admins.acme.call('PUT', `/api/pools/${pools.sscc}`, {
    kind: 'sscc',
    companyPrefix: acme.profile.companyPrefixes[0],
  });
  await admins.acme.call('PUT', `/api/grants/${packright.tenant}`, {
    permissions: ['serials:request', 'orders:read', 'orders:stand', 'events:capture'],
  });
  if (nmvsAccess !== undefined) await admins.acme.call('PUT', `/api/nmvs/accesses/${nmvsCountry}`, nmvsAccess);
  if (vrsDirectoryUrl !== undefined)
    await admins.medico.call('PUT', '/api/vrs/settings', { directoryUrl: vrsDirectoryUrl });
  const partner = await approved(admins.acme, approver, `/api/partners/${medico.tenant}`, {
    name: medico.profile.name,
    party: medico.profile.party,
    channel: 'webhook',
    url: webhookUrl,
  });
  return { webhookSecret: v.parse(secretShape, partner).secret };
}
