import type { OwnPacks } from '#common/nmvs/own-packs.ts';
import { Refused } from '#common/refused.ts';
import type { Lots } from '#common/store/lots.ts';
import type { Registry } from '#common/store/registry.ts';
import { refuse } from '#shared/refusal.ts';
import type { AskedPack } from './in-trade.ts';

export interface LotNeeds {
  readonly registry: Pick<Registry, 'product'>;
  readonly lots: Pick<Lots, 'get'>;
  readonly ownPacks: OwnPacks;
}

/** Packs that are looked up: enough to know whether most are wrong, few enough for a caller who waits. */
const LOOKED_AT = 200;

/**
 * Refuses many packs of which most are, by our own ledger, none of the lot that is named: each would raise an alert. Asked are only lots that we ordered, of
 * products that are ours; of many packs every so-manieth.
 */
export async function mustBeOfTheLot(needs: LotNeeds, tenant: string, packs: readonly AskedPack[]): Promise<void> {
  const step = Math.max(1, packs.length / LOOKED_AT);
  const some = Array.from({ length: Math.min(packs.length, LOOKED_AT) }, (_, n) => packs[Math.floor(n * step)]);
  const lots = Map.groupBy(
    some.filter((one) => one !== undefined),
    ({ product }) => `${product.code}\n${product.batch.id}`,
  );
  let looked = 0;
  const strange: AskedPack[] = [];
  for (const [name, named] of lots) {
    const [gtin = '', lot = ''] = name.split('\n');
    if (!(await isOurs(needs, tenant, gtin, lot))) continue;
    const known = await needs.ownPacks(
      tenant,
      gtin,
      named.map(({ serial }) => serial),
    );
    looked += named.length;
    strange.push(...named.filter(({ serial }) => known.get(serial)?.lot !== lot));
  }
  const [first] = strange;
  if (first === undefined || strange.length * 2 <= looked) return;
  const { serial, product } = first;
  throw new Refused(
    refuse(
      'conflict',
      `of ${looked} packs that were looked up ${strange.length} are none of their lot by our own ledger, as ${serial} of lot ${product.batch.id}`,
      {
        at: '/serials',
        rule: 'Delegated Regulation (EU) 2016/161, Articles 24 and 36: a pack that is not known raises an alert',
        remedy: 'compare the serials with the lot; if they are right, send `"anyway": true`',
      },
    ),
  );
}

const isOurs = async ({ registry, lots }: LotNeeds, tenant: string, gtin: string, lot: string) =>
  (await registry.product(tenant, gtin)) !== undefined && (await lots.get(tenant, gtin, lot)) !== undefined;
