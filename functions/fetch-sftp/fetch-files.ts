import { log } from '#common/log.ts';
import type { MayPartner } from '#common/may-partner.ts';
import { Refused } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import { asSftp, type SftpPartner } from '#common/sftp/as-sftp.ts';
import { partnerServer, type ServerNeeds } from '#common/sftp/partner-server.ts';
import type { FetchClaim, Fetches, Looked } from '#common/store/fetches.ts';
import type { Registry } from '#common/store/registry.ts';
import type { SftpFetchMessage } from '#shared/messages/queue-messages.ts';
import { type Look, type LookNeeds, look } from './look.ts';
import { nextLook } from './next-look.ts';

export interface FetchNeeds extends LookNeeds, ServerNeeds {
  readonly registry: Pick<Registry, 'partner'>;
  readonly fetches: Fetches;
  readonly may: MayPartner;
  /** Queue `sftp-fetch`. */
  readonly wake: SendToQueue;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** For one look at a server; shorter than the function may run. */
const WITHIN_MS = 120_000;
/** How long a server may be out of reach before people are called. */
const DAY_MS = 24 * 3600 * 1000;
/** From one look to the next while nothing may be taken from a partner, in seconds: it is fetched again soon after that ends. */
const BARRED = 900;
/** Longest delay of an SQS message, in seconds; what is due later is woken by `sweep`. */
const MOST_DELAY = 900;

/**
 * One look at a partner's server: what came is taken, what became of earlier files is told, and the next look is set. A partner that is not asked for files any more
 * is not looked at again; `sweep` begins anew when it is. A suspended one's server is not even logged into. What went wrong is noted, and the next look is the later the longer it does.
 */
export const fetchFiles =
  (needs: FetchNeeds) =>
  async ({ tenant, partner: id }: SftpFetchMessage): Promise<void> => {
    const claim = await needs.fetches.claim(tenant, id, needs.now());
    if (claim === undefined) return;
    const inForce = await needs.registry.partner(tenant, id);
    const partner = inForce && asSftp(inForce);
    if (partner?.sftp.in === undefined) return void (await needs.fetches.end(claim));
    // Its server is left alone: what lies there is taken when the partnership goes on.
    if ((await needs.may(tenant, id)) !== undefined) return restFrom(needs, claim);
    const seen = await lookOnce(needs, claim, partner, { ...partner.sftp, in: partner.sftp.in });
    await goOn(needs, claim, seen);
  };

async function restFrom(needs: FetchNeeds, claim: FetchClaim): Promise<void> {
  const { tenant, partner, seen } = claim;
  const next = new Date(needs.now().getTime() + BARRED * 1000);
  const rested: Looked = { attempts: 0, seen, failure: undefined, failingSince: undefined };
  if ((await needs.fetches.settle(claim, rested, next)) === 'done') await needs.wake({ tenant, partner }, BARRED);
}

/** A look that could not be had is one that failed, whatever the reason: the next begins where this one came to. */
async function lookOnce(
  needs: FetchNeeds,
  claim: FetchClaim,
  partner: SftpPartner,
  folders: SftpPartner['sftp'] & { in: string },
): Promise<Look> {
  const { tenant, partner: id, seen } = claim;
  const open = partnerServer(needs, tenant, partner);
  try {
    return await look(needs, open, { tenant, partner: id, folders }, seen, AbortSignal.timeout(WITHIN_MS));
  } catch (error) {
    const failure = error instanceof Refused ? error.refusal.detail : messageOf(error);
    return { taken: 0, seen, more: false, failure };
  }
}

async function goOn(needs: FetchNeeds, claim: FetchClaim, { taken, seen, more, failure }: Look): Promise<void> {
  const { tenant, partner } = claim;
  const now = needs.now();
  const attempts = failure === undefined ? 0 : claim.attempts;
  const failingSince = failure === undefined ? undefined : (claim.failingSince ?? now.toISOString());
  const looked: Looked = { attempts, seen, failure, failingSince };
  const wait = nextLook(attempts, more, needs.random());
  tell(claim, looked, taken, now);
  const settled = await needs.fetches.settle(claim, looked, new Date(now.getTime() + wait * 1000));
  // Lost, it costs time: `sweep` wakes what is overdue. Overtaken, another look is on its way.
  if (settled === 'done' && wait <= MOST_DELAY) await needs.wake({ tenant, partner }, Math.ceil(wait));
}

function tell({ tenant, partner }: FetchClaim, { failure, failingSince, attempts }: Looked, taken: number, now: Date) {
  if (failure === undefined) {
    if (taken > 0) log('sftp-fetched', { tenant, partner, taken });
    return;
  }
  const hasLasted = failingSince !== undefined && now.getTime() - Date.parse(failingSince) >= DAY_MS;
  log(hasLasted ? 'sftp-fetch-down' : 'sftp-fetch-failed', { tenant, partner, attempts, failingSince, error: failure });
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
