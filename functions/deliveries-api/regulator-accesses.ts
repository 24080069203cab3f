import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { orRefuse } from '#common/refused.ts';
import { auditPut } from '#common/store/audit.ts';
import type { RegulatorAccesses } from '#common/store/regulator-accesses.ts';
import { wantedRegulatorAccess } from '#shared/messages/regulator-accesses-api.ts';
import { refuse } from '#shared/refusal.ts';
import type { Regime } from '#shared/regimes/regime.ts';
import { allRegimes as installed, regimeOf } from '#shared/regimes/regimes.ts';
import { accessKindOf } from './access-kinds.ts';

interface Needs {
  readonly accesses: RegulatorAccesses;
  /** Where the audit trail is kept. */
  readonly registryTable: string;
  readonly now: () => Date;
  /** Those that there are; absent: all of the installation. */
  readonly regimes?: readonly Regime[];
}

/** How the tenant reaches the regulators of its markets, and what a secret for each has to hold. None of it is secret. */
export const listAccesses =
  ({ accesses, regimes = installed }: Pick<Needs, 'accesses' | 'regimes'>): Endpoint =>
  async ({ tenant }) => ({
    status: 200,
    body: { accesses: await accesses.list(tenant), kinds: regimes.map(accessKindOf) },
  });

/** Sets how the regulator of a market is reached from now on; what was sent elsewhere is not asked about there. Notices are fetched anew, those known stay. */
export const putAccess =
  ({ accesses, registryTable, now, regimes = installed }: Needs): Endpoint =>
  async (request) => {
    const market = request.path['market'] ?? '';
    const known = regimes.map((regime) => regime.market).join(', ');
    const regime = orRefuse(
      regimeOf(market, regimes) ??
        refuse('not-found', `${market} is no market that is reported to`, { at: 'market', remedy: `take ${known}` }),
    );
    const at = now();
    const updatedAt = at.toISOString();
    const access = { ...read(wantedRegulatorAccess, json(request)), market, updatedAt };
    mustHaveSecret(regime, access.secret);
    const subject = `regulator-access ${market}`;
    const entry = entryOf(request, updatedAt, 'regulator-access-set', subject, { detail: { ...access } });
    const audit = auditPut(registryTable, request.tenant, entry);
    await accesses.put(request.tenant, access, audit, regime.notices ? at : undefined);
    return { status: 200, body: access };
  };

/** Without one nothing would ever be sent. */
function mustHaveSecret(regime: Regime, secret: string | undefined): void {
  const { market, access, must } = accessKindOf(regime);
  if (secret !== undefined || must.length === 0) return;
  orRefuse(
    refuse('malformed', `${market} is reached with a secret, by ${access}`, {
      at: '/secret',
      rule: `the secret holds ${must.join(', ')}`,
      remedy: 'name one; docs/regulators-access.md says what it holds',
    }),
  );
}
