import { Refused } from '#common/refused.ts';
import type { Postponed } from '#common/run-delivery.ts';
import type { ClientTls } from '#common/send/https.ts';
import type { Delivery, Frozen } from '#common/store/delivery-row.ts';
import type { RegulatorAccesses } from '#common/store/regulator-accesses.ts';
import type { CredentialsOf, RegulatorCredentials } from './regulator-credentials.ts';

export interface ReachNeeds {
  readonly accesses: Pick<RegulatorAccesses, 'get'>;
  readonly credentials: CredentialsOf;
  /** Base URL of each market, for tenants that have no access of their own. */
  readonly baseUrls: Readonly<Record<string, string>>;
}

/** Where a report goes, and how its sender makes himself known there. */
export interface Reach {
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly tls?: ClientTls;
  /** Noted with what is sent; absent at the installation's own address. */
  readonly to?: Frozen['to'];
}

/** How often to look whether an access was mended, in seconds. */
const LOOK_AGAIN = 300;

/**
 * How the tenant reaches the regulator. What was sent under one access is neither asked about nor sent again under another: one of them may be a
 * rehearsal. That, and a secret that cannot be used, has the report wait.
 */
export async function reachOf(needs: ReachNeeds, delivery: Delivery): Promise<Reach | Postponed> {
  const { tenant, market = '', frozen } = delivery;
  const access = await needs.accesses.get(tenant, market);
  if (frozen !== undefined && frozen.to?.url !== access?.url)
    return later(`was sent to ${nameOf(frozen.to?.url)}, and the access leads to ${nameOf(access?.url)}`);
  if (access === undefined) {
    const baseUrl = needs.baseUrls[market];
    if (baseUrl === undefined) throw new Error(`no base URL for market ${market}`);
    return { baseUrl, headers: {} };
  }
  const { url, rehearsal, secret } = access;
  const reach = { baseUrl: url, headers: {}, to: { url, rehearsal } };
  if (secret === undefined) return reach;
  try {
    return known(reach, await needs.credentials(tenant, secret));
  } catch (error) {
    if (error instanceof Refused) return later(error.refusal.detail);
    throw error;
  }
}

const nameOf = (url: string | undefined) => url ?? 'the address of the installation';
const later = (why: string): Postponed => ({ postponed: why, wait: LOOK_AGAIN });

function known(reach: Reach, { origins, token, certificate, key, ca }: RegulatorCredentials): Reach | Postponed {
  const { origin } = new URL(reach.baseUrl);
  // Anywhere else they would be given away.
  if (!origins.some((one) => URL.parse(one)?.origin === origin))
    return later(`the secret does not name ${origin} among its origins`);
  const tls = { ...(certificate && { cert: certificate }), ...(key && { key }), ...(ca && { ca }) };
  return { ...reach, tls, headers: token === undefined ? {} : { authorization: `Bearer ${token}` } };
}
