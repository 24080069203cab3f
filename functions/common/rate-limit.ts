import type { Rate, RateBuckets } from './store/rate-buckets.ts';
import type { TenantLimits } from './store/tenant-limits.ts';

/** Calls that a warm function takes from a bucket with one write. They are used up here and do not expire. */
const LEASE = 10;
/** How long a tenant's limits are believed. */
const BELIEVED_MS = 60_000;
/** After a bucket could not be asked, calls pass without asking for so long. */
const UNASKED_MS = 1000;
/** Callers whose buckets a warm function remembers. */
const MOST_KEPT = 5000;

export interface RateLimitNeeds {
  readonly buckets: Pick<RateBuckets, 'lease'>;
  readonly limits: { of(tenant: string): Promise<TenantLimits> };
  /** Of tenants that have no limits of their own. */
  readonly usual: Rate;
  /** Hears of a bucket that could not be asked. */
  readonly unknown: (tenant: string, error: unknown) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A bucket as a caller is told of it. */
export interface Quota extends Rate {
  readonly name: 'tenant' | 'client' | 'partners' | 'partner';
  /** Calls left; absent when the bucket could not be asked. */
  readonly left?: number;
}

export interface Judged {
  readonly quotas: readonly Quota[];
  /** The bucket that is empty, and when it will not be (milliseconds since 1970). */
  readonly refused?: { readonly by: Quota['name']; readonly at: number };
}

/** @param partner the partner whose machine client calls; absent: it is one of the tenant's own */
export type RateLimiter = (tenant: string, caller: string, partner?: string) => Promise<Judged>;

/** What this function holds of a bucket. */
interface Held {
  own: number;
  left: number;
  askedAt: number;
  busyUntil: number;
  refusedUntil: number;
  unaskedUntil: number;
  asking?: Promise<void> | undefined;
}

/**
 * Lets calls pass as two token buckets have it, one of the tenant and one of the caller, so that neither a tenant nor one of its machines takes all there
 * is. Partners have two of their own, one for all of them and one for each: what they take is nothing of the tenant's. A call passes when a bucket cannot be asked: what limits must not be what fails.
 */
export function rateLimiter(needs: RateLimitNeeds): RateLimiter {
  const held = new Map<string, Held>();
  const ratesOf = believed(needs);
  return async (tenant, caller, partner) => {
    const rates = await ratesOf(tenant);
    const bucketOf = (name: Quota['name'], of: string) => {
      return { name, tenant, of, rate: rates[name], held: heldOf(held, `${tenant}\n${of}`) };
    };
    const [all, one] =
      partner === undefined
        ? [bucketOf('tenant', 'tenant'), bucketOf('client', `client ${caller}`)]
        : [bucketOf('partners', 'partners'), bucketOf('partner', `partner ${partner}`)];
    const at = await take(needs, all);
    const oneAt = typeof at === 'number' ? undefined : await take(needs, one);
    if (typeof oneAt === 'number' && at === 'taken') all.held.own++; // what the first bucket gave was not used
    const by = typeof at === 'number' ? all.name : one.name;
    const refused = [at, oneAt].find((found) => typeof found === 'number');
    const quotas = [told(all, needs.now()), told(one, needs.now())];
    return { quotas, ...(refused !== undefined && { refused: { by, at: refused } }) };
  };
}

interface Bucket {
  readonly name: Quota['name'];
  readonly tenant: string;
  readonly of: string;
  readonly rate: Rate;
  readonly held: Held;
}

/** Takes one call; when there is none, answers when there will be. `unasked`: it passes, but the bucket did not give it. */
async function take(needs: RateLimitNeeds, { held, ...bucket }: Bucket): Promise<'taken' | 'unasked' | number> {
  for (;;) {
    const now = needs.now();
    if (held.own > 0) {
      held.own--;
      return 'taken';
    }
    if (held.refusedUntil > now) return held.refusedUntil;
    if (held.unaskedUntil > now) return 'unasked';
    // Calls that come at once wait for one answer, and share it.
    held.asking ??= ask(needs, { held, ...bucket }, now).finally(() => {
      held.asking = undefined;
    });
    await held.asking;
  }
}

async function ask(needs: RateLimitNeeds, { tenant, of, rate, held }: Bucket, now: number): Promise<void> {
  const wanted = Math.max(1, Math.min(LEASE, Math.floor(rate.burst / 20)));
  try {
    const lease = await needs.buckets.lease(tenant, of, rate, { wanted, now, busyUntil: held.busyUntil });
    held.busyUntil = lease.busyUntil;
    held.askedAt = now;
    held.own += lease.granted;
    held.left = 'left' in lease ? lease.left : 0;
    if ('at' in lease) held.refusedUntil = Math.max(lease.at, now + 1);
  } catch (error) {
    held.unaskedUntil = needs.now() + UNASKED_MS;
    needs.unknown(tenant, error);
  }
}

function told({ name, rate, held }: Bucket, now: number): Quota {
  if (held.unaskedUntil > now) return { name, ...rate };
  const refilled = held.left + Math.floor(((now - held.askedAt) / 1000) * rate.rate);
  return { name, ...rate, left: held.refusedUntil > now ? 0 : Math.min(rate.burst, refilled + held.own) };
}

function heldOf(all: Map<string, Held>, name: string): Held {
  const found = all.get(name) ?? { own: 0, left: 0, askedAt: 0, busyUntil: 0, refusedUntil: 0, unaskedUntil: 0 };
  all.delete(name);
  all.set(name, found);
  const [oldest] = all.keys();
  if (all.size > MOST_KEPT && oldest !== undefined) all.delete(oldest);
  return found;
}

/** What partners are let have together beside their tenant, and each of them, as parts of the tenant's own. */
const [PARTNERS, PARTNER] = [1 / 2, 1 / 8];
const part = ({ rate, burst }: Rate, of: number): Rate => ({
  rate: Math.ceil(rate * of),
  burst: Math.ceil(burst * of),
});

/** A tenant's rates, read once a minute. Those that cannot be read are the usual ones. */
function believed({ limits, usual, unknown, now }: RateLimitNeeds) {
  const kept = new Map<string, { readonly until: number; readonly rates: Promise<Record<Quota['name'], Rate>> }>();
  const readRates = async (tenant: string) => {
    const own = await limits.of(tenant).catch((error: unknown): TenantLimits => {
      unknown(tenant, error);
      return {};
    });
    const { rate = usual.rate, burst = Math.max(rate, usual.burst) } = own;
    const { clientRate = Math.ceil(rate / 2), clientBurst = Math.ceil(burst / 2) } = own;
    return {
      tenant: { rate, burst },
      client: { rate: clientRate, burst: clientBurst },
      partners: part({ rate, burst }, PARTNERS),
      partner: part({ rate, burst }, PARTNER),
    };
  };
  return (tenant: string) => {
    const before = kept.get(tenant);
    if (before !== undefined && before.until > now()) return before.rates;
    const rates = readRates(tenant);
    kept.delete(tenant);
    kept.set(tenant, { until: now() + BELIEVED_MS, rates });
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return rates;
  };
}
