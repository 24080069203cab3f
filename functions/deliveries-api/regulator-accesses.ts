import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { orRefuse } from '#common/refused.ts';
import { mustBeReachable } from '#common/send/must-be-reachable.ts';
import type { OutboundGuard } from '#common/send/outbound.ts';
import { auditPut } from '#common/store/audit.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { RegulatorAccesses } from '#common/store/regulator-accesses.ts';
import { wantedRegulatorAccess } from '#shared/messages/regulator-accesses-api.ts';
import { refuse } from '#shared/refusal.ts';
import { type Handled, handled as installed } from '#shared/regimes/handled.ts';
import { accessKindOf, type Reached } from './access-kinds.ts';
import { sentElsewhere } from './sent-elsewhere.ts';

interface Needs {
  readonly accesses: RegulatorAccesses;
  readonly deliveries: Pick<Deliveries, 'list'>;
  /** Where the audit trail is kept. */
  readonly registryTable: string;
  readonly now: () => Date;
  /** What reports are sent by, too. */
  readonly guard: OutboundGuard;
  /** Those that there are; absent: all of the installation. */
  readonly regimes?: readonly (Reached & Pick<Handled, 'notices'>)[];
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
  ({ accesses, deliveries, registryTable, now, guard, regimes = installed }: Needs): Endpoint =>
  async (request) => {
    const market = request.path['market'] ?? '';
    const known = regimes.map((regime) => regime.market).join(', ');
    const regime = orRefuse(
      regimes.find((one) => one.market === market) ??
        refuse('not-found', `${market} is no market that is reported to`, { at: 'market', remedy: `take ${known}` }),
    );
    const at = now();
    const updatedAt = at.toISOString();
    const access = { ...read(wantedRegulatorAccess, json(request)), market, updatedAt };
    mustHaveSecret(regime, access.secret);
    mustRehearse(regime, access.rehearsal);
    await mustBeReachable(guard, access.url, '/url');
    const subject = `regulator-access ${market}`;
    const entry = entryOf(request, updatedAt, 'regulator-access-set', subject, { detail: { ...access } });
    const audit = auditPut(registryTable, request.tenant, entry);
    await accesses.put(request.tenant, access, audit, regime.notices ? at : undefined);
    const left = await sentElsewhere(deliveries, request.tenant, access);
    return { status: 200, body: { ...access, ...(left.length > 0 && { sentElsewhere: left }) } };
  };

/** Where the duty is repealed nothing is told in earnest. */
function mustRehearse({ market, repealed }: Reached, rehearsal: boolean): void {
  if (repealed === undefined || rehearsal) return;
  orRefuse(
    refuse('malformed', `${market} is no more, and reported to in rehearsals alone`, {
      at: '/rehearsal',
      rule: repealed,
      remedy: 'say `"rehearsal": true`, and give the address of a sandbox',
    }),
  );
}

/** Without one nothing would ever be sent. */
function mustHaveSecret(regime: Reached, secret: string | undefined): void {
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
