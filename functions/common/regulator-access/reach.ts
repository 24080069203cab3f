import { Refused } from '#common/refused.ts';
import type { Postponed } from '#common/run-delivery.ts';
import type { ClientTls, SendHttps } from '#common/send/https.ts';
import type { Delivery, Frozen } from '#common/store/delivery-row.ts';
import type { RegulatorAccesses } from '#common/store/regulator-accesses.ts';
import type { Regime, Sign } from '#shared/regimes/regime.ts';
import { type OpenNeeds, openAccess } from './open-access.ts';
import { NoToken } from './proof.ts';
import type { CredentialsOf } from './regulator-credentials.ts';
import { onlyTo } from './send-proven.ts';
import { signOf } from './signature.ts';

export interface ReachNeeds extends Omit<OpenNeeds, 'ready'> {
  readonly accesses: Pick<RegulatorAccesses, 'get'>;
  readonly credentials: CredentialsOf;
  /** Base URLs of markets, for tenants that have no access of their own. */
  readonly baseUrls: Readonly<Record<string, string>>;
}

/** Where a report goes, and how its sender makes himself known there. */
export interface Reach {
  readonly baseUrl: string;
  readonly tls?: ClientTls;
  /** Sends with the proof of who does. */
  readonly send: SendHttps;
  readonly sign: Sign;
  /** Noted with what is sent; absent at the installation's own address. */
  readonly to?: Frozen['to'];
}

/** How often to look whether an access was mended, in seconds. */
const LOOK_AGAIN = 300;

/**
 * How the tenant reaches the regulator. What was sent under one access is neither asked about nor sent again under another: one of them may be a
 * rehearsal. That, a secret that cannot be used, and a regulator that gives no token for it, has the report wait.
 *
 * @param delivery what is sent or asked about; what was never sent has no `frozen`
 * @param ready waited for before each call for a token
 */
export async function reachOf(
  needs: ReachNeeds,
  delivery: Pick<Delivery, 'tenant' | 'frozen'>,
  regime: Pick<Regime, 'market' | 'access' | 'seal'>,
  ready: OpenNeeds['ready'],
): Promise<Reach | Postponed> {
  const { tenant, frozen } = delivery;
  const { market, access: kind = 'static' } = regime;
  const access = await needs.accesses.get(tenant, market);
  if (frozen !== undefined && frozen.to?.url !== access?.url)
    return later(`was sent to ${nameOf(frozen.to?.url)}, and the access leads to ${nameOf(access?.url)}`);
  const baseUrl = access?.url ?? needs.baseUrls[market];
  if (baseUrl === undefined) return later(`there is no address for market ${market}: ${setOne(market)}`);
  const to = access && { url: access.url, rehearsal: access.rehearsal };
  const bare = { baseUrl, ...(to && { to }), sign: signOf(undefined, needs.now) };
  const { secret } = access ?? {};
  if (secret === undefined) {
    if (kind !== 'static' || regime.seal !== undefined) return later(`no secret proves who sends: ${setOne(market)}`);
    return { ...bare, send: onlyTo([baseUrl], needs.send) };
  }
  try {
    const held = await needs.credentials(tenant, secret, kind);
    const { origin } = new URL(baseUrl);
    // Anywhere else they would be given away.
    if (!held.origins.some((one) => URL.parse(one)?.origin === origin))
      return later(`the secret does not name ${origin} among its origins`);
    if (regime.seal !== undefined && held.signature === undefined)
      return later('the secret holds nothing to sign messages with');
    return { ...bare, ...(await openAccess({ ...needs, ready }, { tenant, market, baseUrl, held })) };
  } catch (error) {
    if (error instanceof Refused) return later(error.refusal.detail);
    if (error instanceof NoToken) return later(error.message, error.wait);
    throw error;
  }
}

const nameOf = (url: string | undefined) => url ?? 'the address of the installation';
const setOne = (market: string) => `PUT /api/regulator-accesses/${market}`;
const later = (why: string, wait = LOOK_AGAIN): Postponed => ({ postponed: why, wait });
