import * as v from 'valibot';
import { approved } from './approved.ts';
import { Answered, type Client } from './client.ts';
import type { DscsaOfDemo } from './dscsa.ts';
import { acme, locations, medico, packright, pools, product } from './facts.ts';
import { nmvsCountry } from './nmvs.ts';
import type { Person } from './person.ts';
import { harbor } from './us-partner.ts';

/** Whom the demonstration's tenants deal with, where they are there. */
interface Outside {
  readonly webhookUrl: string;
  readonly usPartnerUrl?: string;
  readonly nmvsAccess?: object;
  readonly vrsDirectoryUrl?: string;
  readonly mdlpAccess?: object;
  readonly msfxAccess?: object;
  /** By market. */
  readonly accesses?: Readonly<Record<string, object>>;
  readonly dscsaSettings?: DscsaOfDemo['settings'];
}

const secretShape = v.object({ secret: v.string() });

/**
 * Master data of the demonstration, through the same API a customer uses. Every call is idempotent, so each start may repeat it.
 *
 * @param approver a person of the owner's tenant: machines write, people approve
 */
export async function seed(
  admins: { acme: Client; packright: Client; medico: Client },
  approver: Pick<Person, 'call'>,
  {
    webhookUrl,
    usPartnerUrl,
    nmvsAccess,
    vrsDirectoryUrl,
    mdlpAccess,
    msfxAccess,
    accesses = {},
    dscsaSettings,
  }: Outside,
): Promise<{ webhookSecret: string; usSecret?: string }> {
  await admins.acme.call('PUT', '/api/tenant', await profileOf(admins.acme));
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
  if (mdlpAccess !== undefined) await admins.acme.call('PUT', '/api/regulator-accesses/ru', mdlpAccess);
  if (msfxAccess !== undefined) await admins.acme.call('PUT', '/api/regulator-accesses/cn', msfxAccess);
  for (const [market, access] of Object.entries(accesses))
    await admins.acme.call('PUT', `/api/regulator-accesses/${market}`, access);
  if (vrsDirectoryUrl !== undefined)
    await admins.medico.call('PUT', '/api/vrs/settings', { directoryUrl: vrsDirectoryUrl });
  const partner = await approved(admins.acme, approver, `/api/partners/${medico.tenant}`, {
    name: medico.profile.name,
    party: medico.profile.party,
    channel: 'webhook',
    url: webhookUrl,
    address: { city: 'Utrecht', country: 'NL' },
    registrations: { 'msfx-ent': 'ent0002' },
  });
  const { secret: webhookSecret } = v.parse(secretShape, partner);
  if (usPartnerUrl === undefined) return { webhookSecret };
  const path = `/api/partners/${harbor.partner}`;
  const us = await approved(admins.acme, approver, path, { ...harbor.item, url: usPartnerUrl });
  if (dscsaSettings !== undefined) await tellOf(admins.acme, dscsaSettings);
  return { webhookSecret, usSecret: v.parse(secretShape, us).secret };
}

const profile = v.object({ registrations: v.optional(v.record(v.string(), v.string()), {}) });

/** The owner's profile, with what else people have said that it is called by regulators. */
async function profileOf(client: Client): Promise<object> {
  const answer = await client.call('GET', '/api/tenant').catch((error: unknown) => {
    if (error instanceof Answered && error.status === 404) return undefined; // the first start
    throw error;
  });
  const before = v.safeParse(profile, answer?.body);
  const registrations = { ...acme.profile.registrations, ...(before.success && before.output.registrations) };
  return { ...acme.profile, registrations };
}

const told = v.looseObject({
  updatedAt: v.optional(v.string()),
  desks: v.array(v.looseObject({ partner: v.string() })),
});

/** Whom the owner tells of its duties. What somebody has set since stays; addresses of sandboxes are others at each start. */
async function tellOf(acme: Client, wanted: DscsaOfDemo['settings']): Promise<void> {
  const path = '/api/dscsa/settings';
  const { updatedAt: _, desks, ...before } = v.parse(told, (await acme.call('GET', path)).body);
  const others = desks.filter(({ partner }) => wanted.desks.every((desk) => desk.partner !== partner));
  await acme.call('PUT', path, { ...before, ...wanted, desks: [...others, ...wanted.desks] });
}
