import { judgePlaces } from '#common/channels/judge-places.ts';
import { httpHandler } from '#common/http.ts';
import { writtenAddress } from '#common/send/written-address.ts';
import { companyPrefixes } from '#common/store/company-prefixes.ts';
import { masterData } from '#common/store/master-data.ts';
import { members } from '#common/store/members.ts';
import { networkIdentities } from '#common/store/network-identities.ts';
import { onboardings } from '#common/store/onboardings.ts';
import { registry } from '#common/store/registry.ts';
import { sshKeys } from '#common/store/ssh-keys.ts';
import { tenants } from '#common/store/tenants.ts';
import { usedCredentials } from '#common/store/used-credentials.ts';
import { uses } from '#common/store/uses.ts';
import { kindsWith } from '#shared/master-data/kinds.ts';
import { masterDataRoutes } from '../../functions/master-data-api/routes.ts';
import { putTenant, showTenant } from '../../functions/master-data-api/tenant.ts';
import { call } from './call.ts';
import { type Dynoxide, tables } from './dynoxide.ts';
import { giveTenant } from './give-tenant.ts';

interface Asked {
  readonly path?: Record<string, string>;
  readonly body?: unknown;
  readonly query?: Record<string, string>;
  readonly by?: string;
  readonly isMachine?: boolean;
  readonly role?: string;
  readonly claims?: Record<string, unknown>;
}

/** Columns of a spreadsheet of products. */
export const productHeader = 'gtin,companyPrefix,name,commonName,form,strength,packType,packSize,markets';

/** Master data of a tenant over a real table engine. @param now a clock; without, one that stands at 1 March 2026 */
export function masterWorld(
  engine: Pick<Dynoxide, 'db'>,
  tenant: string,
  now = () => new Date('2026-03-01T10:00:00Z'),
) {
  const needs = {
    registry: registry(engine.db, tables.registry, now),
    tenants: tenants(engine.db, tables.registry),
    prefixes: companyPrefixes(engine.db, tables.registry),
    master: masterData(engine.db, tables.registry),
    members: members(engine.db, tables.registry),
    identities: networkIdentities(engine.db, tables.registry),
    sshKeys: sshKeys(engine.db, tables.registry),
    onboardings: onboardings(engine.db, tables.registry),
    used: usedCredentials(engine.db, tables.registry),
    uses: uses(engine.db, tables),
    kinds: kindsWith(undefined, judgePlaces(writtenAddress('loopback'))),
    root: async () => new Uint8Array(64).fill(3),
    now,
  };
  const routes = {
    'GET /api/tenant': { permission: 'registry:read' as const, endpoint: showTenant(needs) },
    'PUT /api/tenant': { permission: 'registry:write' as const, endpoint: putTenant(needs) },
    ...masterDataRoutes(needs),
  };
  const handler = httpHandler(routes, async () => false);
  const ask = async (route: string, { by = 'ada', isMachine = false, ...asked }: Asked = {}) => {
    const claims = isMachine ? { sub: by } : { sub: by, username: by };
    const { status, body } = await call(handler, route, { tenant, claims, ...asked });
    // The tests look into answers of many shapes.
    return { status, body: Object(body), text: String(body) };
  };
  return {
    tenant,
    ask,
    begin: () => giveTenant(engine.db, tenant),
    /** Sends a spreadsheet as it is. */
    send: (body: string | Uint8Array, query: Record<string, string> = {}) =>
      ask('POST /api/imports/products', { body, query }),
    importProducts: (lines: readonly string[], query: Record<string, string> = {}) =>
      ask('POST /api/imports/products', { body: [productHeader, ...lines].join('\r\n'), query }),
  };
}

/** Products of the example prefix as lines of a spreadsheet. @param series 0 to 9, of which no two share a GTIN */
export function productRows(series: number, count: number): { gtin: string; line: string }[] {
  return Array.from({ length: count }, (_, i) => {
    const body = `${Math.floor(i / 10_000) + 1}9521321${series % 10}${String(i % 10_000).padStart(4, '0')}`;
    const sum = [...body].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
    const gtin = body + ((10 - (sum % 10)) % 10);
    return { gtin, line: `${gtin},9521321,Acmeprazole ${i},Omeprazole,Capsule,20 mg,Carton,28,DE` };
  });
}
