import { log } from '#common/log.ts';
import { mustBeOrigin } from '#common/nmvs/must-be-origin.ts';
import type { CredentialsOf } from '#common/nmvs/nmvs-credentials.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { isAnswered, type SendHttps } from '#common/send/https.ts';
import type { NmvsAccess, NmvsAccesses } from '#common/store/nmvs-accesses.ts';
import type { NmvsAlerts } from '#common/store/nmvs-alerts.ts';
import type { FetchClaim, NmvsFetches } from '#common/store/nmvs-fetches.ts';
import { refuse } from '#shared/refusal.ts';
import type { NmvsAlert } from '#shared/regimes/eu/nmvs/alert.ts';
import { alertsPath, readAlerts } from '#shared/regimes/eu/nmvs/alert-wire.ts';
import { probableCause } from '#shared/regimes/eu/nmvs/probable-cause.ts';
import { type FactNeeds, knownFacts } from './known-facts.ts';

export interface FetchNeeds extends FactNeeds {
  readonly accesses: Pick<NmvsAccesses, 'get'>;
  readonly alerts: Pick<NmvsAlerts, 'add'>;
  readonly fetches: NmvsFetches;
  readonly credentials: CredentialsOf;
  readonly send: SendHttps;
  readonly now: () => Date;
}

/** Minutes from one fetch to the next; `sweep` wakes each. */
const EVERY = 15;
/** Pages of one run: the next goes on where it ended. */
const MOST_PAGES = 20;

/**
 * Fetches a country's alerts behind the last one known, page by page. An alert is stored under its own id before the place is moved on, so one
 * that comes twice is one.
 */
export const fetchAlerts =
  (needs: FetchNeeds) =>
  async (tenant: string, country: string): Promise<void> => {
    const claim = await needs.fetches.claim(tenant, country, needs.now());
    const access = claim && (await needs.accesses.get(tenant, country));
    if (claim === undefined || access?.alertsUrl === undefined) return;
    try {
      const { place, added } = await pages(needs, claim, access, access.alertsUrl);
      log('nmvs-alerts-fetched', { tenant, country, added });
      const fetchedAt = needs.now().toISOString();
      await needs.fetches.settle(claim, { place, attempts: 0, failure: undefined, fetchedAt }, later(needs));
    } catch (error) {
      // Whatever the reason, the next run begins where this one did; people see it by the alarm.
      const failure = error instanceof Refused ? error.refusal.detail : String(error);
      log('nmvs-alerts-failed', { tenant, country, attempts: claim.attempts, error: failure });
      await needs.fetches.settle(claim, { place: claim.place, attempts: claim.attempts, failure }, later(needs));
    }
  };

const later = ({ now }: FetchNeeds) => new Date(now().getTime() + EVERY * 60_000);

async function pages(needs: FetchNeeds, { tenant, place: from }: FetchClaim, access: NmvsAccess, base: string) {
  let place = from;
  let added = 0;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { alerts, next } = orRefuse(
      readAlerts(await ask(needs, tenant, access, base + alertsPath(place)), access.country),
    );
    for (const alert of alerts) if ((await keep(needs, tenant, alert)) === 'added') added++;
    place = next;
    if (alerts.length === 0) break;
  }
  return { place, added };
}

async function keep(needs: FetchNeeds, tenant: string, alert: NmvsAlert) {
  const probable = probableCause(alert, await knownFacts(needs, tenant, alert));
  const at = needs.now().toISOString();
  const history = [{ at, by: 'nmvs', state: 'new' as const, reason: `raised at ${alert.raisedAt}` }];
  return needs.alerts.add(tenant, { ...alert, fetchedAt: at, state: 'new', version: 1, probable, history });
}

async function ask(
  { credentials, send }: FetchNeeds,
  tenant: string,
  { secret }: NmvsAccess,
  url: string,
): Promise<string> {
  const known = await credentials(tenant, secret);
  mustBeOrigin(url, known);
  const { certificate, key, ca, alertsToken } = known;
  const result = await send({
    method: 'GET',
    url,
    headers: {
      accept: 'application/json',
      ...(alertsToken !== undefined && { authorization: `Bearer ${alertsToken}` }),
    },
    tls: { ...(certificate && { cert: certificate }), ...(key && { key }), ...(ca && { ca }) },
  });
  if (!isAnswered(result)) throw new Refused(refuse('busy', result.reason));
  if (result.status !== 200) throw new Refused(refuse('busy', `status ${result.status}`));
  return Buffer.from(result.body).toString('utf8');
}
