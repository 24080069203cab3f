import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json } from '#common/http.ts';
import { log } from '#common/log.ts';
import { submissionsOf } from '#common/plan-submissions.ts';
import { read } from '#common/read.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import { signatureOf } from '#common/signature.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { MarketWithdrawals } from '#common/store/market-withdrawals.ts';
import type { Registry } from '#common/store/registry.ts';
import {
  type MarketWithdrawal,
  type NewMarketWithdrawal,
  newMarketWithdrawal,
} from '#shared/messages/withdrawals-api.ts';
import { refuse } from '#shared/refusal.ts';
import { type Planned, planned } from '#shared/regimes/planned.ts';

interface Needs {
  readonly withdrawals: MarketWithdrawals;
  readonly registry: Pick<Registry, 'product'>;
  readonly deliveries: Pick<Deliveries, 'list'>;
  readonly queues: { readonly regulator: SendToQueue };
  readonly now: () => Date;
}

const rule = 'EU Hub: a withdrawal cannot be undone, and a withdrawn product takes no more batches';

/**
 * Withdraws a product from a market for good, under an electronic signature: its regulator is told, and no more of it is reported there. What is still
 * under way would be refused by the regulator: so it must have arrived, or be cancelled, before. Sent again under its id it answers 200.
 */
export const withdrawProduct =
  (needs: Needs): Endpoint =>
  async (request) => {
    const { tenant, path } = request;
    const wanted = read(newMarketWithdrawal, json(request));
    const { withdrawal, market, reason, signature } = wanted;
    const gtin = path['gtin'] ?? '';
    const earlier = await needs.withdrawals.get(tenant, gtin, market);
    if (earlier !== undefined) return { status: 200, body: same(wanted, earlier) };
    const regime = regimeNamed(market);
    const product = orRefuse((await needs.registry.product(tenant, gtin)) ?? unknown(gtin));
    mustBeSold(regime, product.markets);
    await mustNotBeUnderWay(needs, tenant, gtin, market);
    const said = { withdrawal, gtin, market, reason };
    const record = signatureOf(request, { reason, ...signature }, { ...said, signature }, needs.now());
    const reports = submissionsOf(tenant, regime, { kind: 'withdrawal', product, at: record.at });
    const made = { ...said, signature: record, deliveries: reports.map(({ deliveryId }) => deliveryId) };
    const subject = `product ${gtin}`;
    const audit = entryOf(request, record.at, 'product-withdrawn', subject, { detail: said, signature: record });
    if ((await needs.withdrawals.create(tenant, made, reports, audit)) === 'exists') {
      const winner = await needs.withdrawals.get(tenant, gtin, market);
      return { status: 200, body: same(wanted, orRefuse(winner ?? refuse('busy', 'it is just being withdrawn'))) };
    }
    log('product-withdrawn', { tenant, gtin, market });
    for (const deliveryId of made.deliveries) await needs.queues.regulator({ tenant, deliveryId });
    return { status: 201, body: made };
  };

/** From which markets a product is withdrawn. */
export const listWithdrawals =
  ({ withdrawals }: Pick<Needs, 'withdrawals'>): Endpoint =>
  async ({ tenant, path }) => ({
    status: 200,
    body: { withdrawals: await withdrawals.of(tenant, path['gtin'] ?? '') },
  });

/** Those that are told of every tenant. */
const inForce = planned.filter(({ onAccess }) => onAccess === undefined);

function regimeNamed(market: string): Planned {
  const known = inForce.map((regime) => regime.market).join(', ');
  return orRefuse(
    inForce.find((regime) => regime.market === market) ??
      refuse('malformed', `${market} is no market that is reported to`, { at: '/market', remedy: `take ${known}` }),
  );
}

const unknown = (gtin: string) =>
  refuse('not-found', `no product ${gtin} is in force`, { remedy: 'GET /api/products lists them' });

function mustBeSold({ market, countries }: Planned, markets: readonly string[]): void {
  if (markets.some((country) => countries.includes(country))) return;
  throw new Refused(refuse('conflict', `the product is not for market ${market}`, { at: '/market' }));
}

async function mustNotBeUnderWay({ deliveries }: Needs, tenant: string, gtin: string, market: string) {
  for (const state of ['due', 'sent', 'held']) {
    const found = await deliveries.list(tenant, { kind: 'submission', gtin, market, state, limit: 1 });
    const [open] = found.deliveries;
    if (open === undefined) continue;
    const remedy = 'wait until it is acknowledged, or cancel it: POST /api/deliveries/{deliveryId}/cancel';
    throw new Refused(refuse('conflict', `report ${open.deliveryId} of the product is ${state}`, { rule, remedy }));
  }
}

/** What the earlier request made. @throws Refused when it was another */
function same({ withdrawal, reason }: NewMarketWithdrawal, earlier: MarketWithdrawal): MarketWithdrawal {
  if (earlier.withdrawal === withdrawal && earlier.reason === reason) return earlier;
  throw new Refused(
    refuse('conflict', `the product was withdrawn by ${earlier.signature.by} at ${earlier.signature.at}`, {
      rule,
      remedy: 'nothing is left to be done',
    }),
  );
}
