import { httpHandler } from '#common/http.ts';
import type { RegulatorCredentials } from '#common/regulator-access/regulator-credentials.ts';
import { runDelivery } from '#common/run-delivery.ts';
import { auditPut } from '#common/store/audit.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { Regime } from '#shared/regimes/regime.ts';
import type { Registrations } from '#shared/regimes/reported.ts';
import { correctDelivery } from '../../functions/deliveries-api/correct-delivery.ts';
import { giveFacts } from '../../functions/deliveries-api/give-facts.ts';
import { resendDelivery } from '../../functions/deliveries-api/resend-delivery.ts';
import { planRelease } from '../../functions/plan-deliveries/plan-release.ts';
import { sendReport } from '../../functions/send-regulator/send-report.ts';
import { approved } from './approved.ts';
import { call } from './call.ts';
import { aHouse, type House, medico, type World } from './delivery-world.ts';
import { tables } from './dynoxide.ts';
import { giveTenant } from './give-tenant.ts';
import { planEvents } from './plan-events.ts';

/** A holder and its buyer, by their GLNs. */
export const holderGln = '9521321000018';
export const buyerGln = '9521999000013';

interface There {
  readonly regime: Regime;
  readonly country: string;
  /** Where the product is sold as well. */
  readonly alsoSold?: readonly string[];
  /** What the holder and the buyer are called there. */
  readonly registrations?: { readonly own: Registrations; readonly buyer: Registrations };
  readonly url: () => string;
  readonly credentials: () => RegulatorCredentials;
}

const acts = { facts: giveFacts, correct: correctDelivery, resend: resendDelivery };

/** A house that sells where lists of packs are told, with a buyer there; its reports are sent by the product's own sender. */
export async function listsHouse(world: World, there: There) {
  const { regime, country, alsoSold = [], registrations, url, credentials } = there;
  const { needs, table } = world;
  const { market } = regime;
  const house = await aHouse(world, { units: 20, change: { markets: [country, ...alsoSold] } });
  const { tenant, gtin, lot } = house;
  const address = { city: 'There', country };
  await giveTenant(table.db, tenant, {
    gln: holderGln,
    party: 'urn:epc:id:pgln:9521321.00001',
    address,
    ...(registrations && { registrations: registrations.own }),
  });
  const webhook = { channel: 'webhook', url: 'https://medico.example/hook' };
  await approved(table.db, tenant, 'partner', 'medico', {
    name: 'Buyer',
    party: medico,
    address,
    ...webhook,
    ...(registrations && { registrations: registrations.buyer }),
  });
  const access = { market, url: url(), secret: market, rehearsal: true, updatedAt: '' };
  const entry = { at: '2026-03-01T10:00:00.000Z', by: 'ada', home: tenant, act: 'set', subject: market };
  await needs.accesses.put(tenant, access, auditPut(tables.registry, tenant, entry));
  const sending = { ...needs, regimes: [regime], baseUrls: {}, credentials: async () => credentials() };
  const asked = { ...sending, registryTable: tables.registry, queues: { regulator: needs.wake, partner: needs.wake } };

  const post = async (act: keyof typeof acts, { deliveryId }: Delivery, body?: object) => {
    const route = `${act === 'facts' ? 'PUT' : 'POST'} /api/deliveries/{deliveryId}/${act}` as const;
    const endpoint = acts[act](asked);
    const handler = httpHandler({ [route]: { permission: 'deliveries:write', endpoint } }, async () => false);
    return (await call(handler, route, { tenant, path: { deliveryId }, ...(body && { body }) })).status;
  };
  const rows = async () =>
    (await needs.deliveries.list(tenant, { limit: 100 })).deliveries.filter(({ kind }) => kind === 'submission');
  return {
    ...house,
    rows,
    release: async () => {
      await house.produce();
      await house.report();
      await house.release();
      await planRelease(sending)({ tenant, release: { gtin, lot } });
      for (const row of await rows()) await post('facts', row, { facts: { madeDate: '2026-02-01' } });
    },
    /** Says what it wants, and that it is to be sent anew. */
    give: (row: Delivery, facts: object) => post('facts', row, { facts }),
    resend: (row: Delivery) => post('resend', row),
    plan: (id: string) => planEvents({ ...world, needs: sending }, tenant, id),
    correct: (row: Delivery) => post('correct', row, { reason: 'looked into' }),
    /** Sends what is due, and tells how all stands. */
    send: async (turns = 200) => {
      world.forward(1_000);
      await world.drain(runDelivery(sending, 'acknowledged', sendReport(sending)), turns);
      return (await rows())
        .map(({ report, state, failure }) => [report?.name, state, failure].filter(Boolean).join(' '))
        .toSorted();
    },
  };
}

export type ListsHouse = Awaited<ReturnType<typeof listsHouse>>;
export type { House };
