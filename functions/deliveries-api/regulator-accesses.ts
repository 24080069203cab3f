import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { orRefuse } from '#common/refused.ts';
import { auditPut } from '#common/store/audit.ts';
import type { RegulatorAccesses } from '#common/store/regulator-accesses.ts';
import { wantedRegulatorAccess } from '#shared/messages/regulator-accesses-api.ts';
import { refuse } from '#shared/refusal.ts';
import { regimeOf, regimes } from '#shared/regimes/registry.ts';

interface Needs {
  readonly accesses: RegulatorAccesses;
  /** Where the audit trail is kept. */
  readonly registryTable: string;
  readonly now: () => Date;
}

/** How the tenant reaches the regulators of its markets. None of it is secret. */
export const listAccesses =
  ({ accesses }: Pick<Needs, 'accesses'>): Endpoint =>
  async ({ tenant }) => ({ status: 200, body: { accesses: await accesses.list(tenant) } });

/** Sets how the regulator of a market is reached from now on; what was sent elsewhere is not asked about there. */
export const putAccess =
  ({ accesses, registryTable, now }: Needs): Endpoint =>
  async (request) => {
    const market = request.path['market'] ?? '';
    const known = regimes.map((regime) => regime.market).join(', ');
    orRefuse(
      regimeOf(market) ??
        refuse('not-found', `${market} is no market that is reported to`, { at: 'market', remedy: `take ${known}` }),
    );
    const updatedAt = now().toISOString();
    const access = { ...read(wantedRegulatorAccess, json(request)), market, updatedAt };
    const subject = `regulator-access ${market}`;
    const entry = entryOf(request, updatedAt, 'regulator-access-set', subject, { detail: { ...access } });
    await accesses.put(request.tenant, access, auditPut(registryTable, request.tenant, entry));
    return { status: 200, body: access };
  };
