import { log } from '#common/log.ts';
import { mustBeOrigin } from '#common/nmvs/must-be-origin.ts';
import type { CredentialsOf } from '#common/nmvs/nmvs-credentials.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { isAnswered, type SendHttps } from '#common/send/https.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { NmvsAccess, NmvsAccesses } from '#common/store/nmvs-accesses.ts';
import type { FetchClaim, NmvsFetches } from '#common/store/nmvs-fetches.ts';
import { refuse } from '#shared/refusal.ts';
import { alertsPath, readAlerts } from '#shared/regimes/eu/nmvs/alert-wire.ts';
import { type CauseNeeds, findCauses } from './find-causes.ts';
import { forOneRun, type RunNeeds } from './for-one-run.ts';
import { type StoreNeeds, storeAlerts } from './store-alerts.ts';

export interface FetchNeeds extends RunNeeds, StoreNeeds, Pick<CauseNeeds, 'alerts' | 'pending'> {
  readonly alerts: StoreNeeds['alerts'] & CauseNeeds['alerts'];
  readonly pending: StoreNeeds['pending'] & CauseNeeds['pending'];
  readonly evidence: EvidenceStore;
  readonly accesses: Pick<NmvsAccesses, 'get'>;
  readonly fetches: NmvsFetches;
  readonly credentials: CredentialsOf;
  readonly send: SendHttps;
  readonly wake: SendToQueue;
}

/** Minutes from one fetch to the next; `sweep` wakes each. */
const EVERY = 15;
/** The same after a fault, where alerts are still to be looked into. */
const SOON = 1;
/** When a run begins nothing more, so that it has ended before its function is cut off; the next goes on at once. */
const ENOUGH_MS = 45_000;

/** How far a run has come. `more`: there is more to be fetched, or to be looked into, than the run had time for. */
interface Progress {
  place: string;
  added: number;
  more: boolean;
}

/**
 * Fetches a country's alerts behind the last one known, page by page, and stores each page before its place is noted, so a run that is cut off costs what it
 * had in hand. Then it looks for the causes of those that have none; what there is no time for goes on at once in the next run.
 */
export const fetchAlerts =
  (needs: FetchNeeds) =>
  async (tenant: string, country: string): Promise<void> => {
    const claim = await needs.fetches.claim(tenant, country, needs.now());
    const access = claim && (await needs.accesses.get(tenant, country));
    if (claim === undefined || access?.alertsUrl === undefined) return;
    const progress: Progress = { place: claim.place, added: 0, more: false };
    const enough = needs.now().getTime() + ENOUGH_MS;
    const isEnough = () => needs.now().getTime() >= enough;
    const told = await failing(() => pages(needs, claim, access, access.alertsUrl ?? '', progress, isEnough));
    // Whatever became of the source: what is stored is looked into.
    const looked = await failing(async () => {
      const isLeft = await findCauses(forOneRun(needs), claim, isEnough);
      progress.more ||= isLeft;
    });
    const { place, added, more } = progress;
    const failure = told ?? looked;
    if (failure !== undefined) {
      // Whatever the reason, the next run begins where this one came to; people see it by the alarm.
      log('nmvs-alerts-failed', { tenant, country, attempts: claim.attempts, error: failure });
      const next = later(needs, more ? SOON : EVERY);
      await needs.fetches.settle(claim, { place, attempts: claim.attempts, failure }, next);
      return;
    }
    log('nmvs-alerts-fetched', { tenant, country, added });
    const fetchedAt = needs.now().toISOString();
    const done = { place, attempts: 0, failure: undefined, fetchedAt };
    await needs.fetches.settle(claim, done, later(needs, more ? 0 : EVERY));
    if (more) await needs.wake({ tenant, country });
  };

async function failing(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error instanceof Refused ? error.refusal.detail : String(error);
  }
}

const later = ({ now }: FetchNeeds, minutes: number) => new Date(now().getTime() + minutes * 60_000);

async function pages(
  needs: FetchNeeds,
  claim: FetchClaim,
  access: NmvsAccess,
  base: string,
  progress: Progress,
  isEnough: () => boolean,
) {
  const { tenant, country } = claim;
  while (!isEnough()) {
    const page = await ask(needs, tenant, access, base + alertsPath(progress.place));
    const { alerts, next } = orRefuse(readAlerts(Buffer.from(page).toString('utf8'), country));
    progress.added += await storeAlerts(needs, claim, alerts, page);
    await needs.fetches.note(claim, next);
    progress.place = next;
    if (alerts.length === 0) return;
  }
  progress.more = true;
}

async function ask(
  { credentials, send }: FetchNeeds,
  tenant: string,
  { secret }: NmvsAccess,
  url: string,
): Promise<Uint8Array> {
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
  return result.body;
}
