import type { RegulatorCredentials } from '#common/regulator-access/regulator-credentials.ts';
import { keptTokens } from '#common/regulator-access/tokens.ts';
import { runDelivery } from '#common/run-delivery.ts';
import { auditPut } from '#common/store/audit.ts';
import { planRelease } from '../../functions/plan-deliveries/plan-release.ts';
import { sendReport } from '../../functions/send-regulator/send-report.ts';
import { aHouse, type World } from './delivery-world.ts';
import { tables } from './dynoxide.ts';

/** Where the market is told. */
interface Reached {
  readonly url: string;
  readonly held?: RegulatorCredentials;
}

/**
 * A packed lot that was released in a country, and what became of its reports after `turns` of the sender.
 *
 * @param open starts the other side, which knows the tenant's GLN and product if it wants to
 */
export async function releasedAbroad(
  world: World,
  market: string,
  open: (known: { readonly gln: string; readonly gtin: string }) => Promise<Reached>,
  turns = 60,
) {
  const { needs } = world;
  const house = await aHouse(world, { units: 10, change: { markets: [market.toUpperCase()] } });
  const { tenant, gtin, lot } = house;
  const { gln } = (await needs.registry.tenant(tenant)) ?? { gln: '' };
  const { url, held } = await open({ gln, gtin });
  const access = { market, url, ...(held && { secret: 'hub' }), rehearsal: true, updatedAt: '' };
  const entry = { at: '2026-03-01T10:00:00.000Z', by: 'ada', home: tenant, act: 'set', subject: market };
  await needs.accesses.put(tenant, access, auditPut(tables.registry, tenant, entry));
  await house.produce();
  await house.report();
  await house.release();
  await planRelease(needs)({ tenant, release: { gtin, lot } });
  const credentials = () => (held ? Promise.resolve(held) : Promise.reject(new Error('no secret')));
  const sending = { ...needs, credentials, baseUrls: {}, tokens: keptTokens() };
  await world.drain(runDelivery(sending, 'acknowledged', sendReport(sending)), turns);
  const { deliveries } = await needs.deliveries.list(tenant, { limit: 20, market });
  return { ...house, reported: (name: string) => deliveries.find(({ report }) => report?.name === name) };
}
