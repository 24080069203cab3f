import { firstStopped, type StopNeeds, stopsOf } from '#common/nmvs/stopped-by-us.ts';
import { Refused } from '#common/refused.ts';
import { refuse } from '#shared/refusal.ts';
import type { Act } from '#shared/regimes/eu/nmvs/operations.ts';

export interface AskedPack {
  readonly act: Act;
  readonly product: { readonly code: string; readonly batch: { readonly id: string } };
  readonly serial: string;
}

/**
 * Refuses what is to become of packs that we recalled ourselves, or whose product we withdrew: an NMVS refuses it, and may raise an alert against us. Such
 * packs may still be verified.
 *
 * @param at where a serial stands in the request
 */
export async function mustBeInTrade(
  needs: StopNeeds,
  tenant: string,
  packs: readonly AskedPack[],
  at: (serial: string) => string,
): Promise<void> {
  const changed = packs.filter(({ act }) => act !== 'verify');
  for (const [gtin, some] of Map.groupBy(changed, ({ product }) => product.code)) {
    const named = some.map(({ serial, product }) => ({ serial, lot: product.batch.id }));
    const stopped = await firstStopped(needs, tenant, gtin, await stopsOf(needs, tenant, gtin), named);
    if (stopped === undefined) continue;
    throw new Refused(
      refuse('conflict', `${stopped.why}: its packs change no more at an NMVS`, {
        at: at(stopped.serial),
        rule: 'Delegated Regulation (EU) 2016/161, Article 40',
        remedy: 'hold the pack, and send it back as the recall or the withdrawal says; it may still be verified',
      }),
    );
  }
}
