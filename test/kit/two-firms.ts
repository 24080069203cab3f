import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import type { RegulatorCredentials } from '#common/regulator-access/regulator-credentials.ts';
import { keptTokens } from '#common/regulator-access/tokens.ts';
import { runDelivery } from '#common/run-delivery.ts';
import { auditPut } from '#common/store/audit.ts';
import { networkProductKey } from '#common/store/keys.ts';
import type { ObjectEvent } from '#shared/epcis/event.ts';
import { planned } from '#shared/regimes/planned.ts';
import { planRelease } from '../../functions/plan-deliveries/plan-release.ts';
import { sendReport } from '../../functions/send-regulator/send-report.ts';
import type { MdlpSandbox } from '../../infra/local/sandbox/mdlp/sandbox.ts';
import type { Subject } from '../../infra/local/sandbox/mdlp/subjects.ts';
import { approved } from './approved.ts';
import { aProduct } from './builders.ts';
import { aHouse, type House, medico, type World } from './delivery-world.ts';
import { tables } from './dynoxide.ts';
import { giveTenant } from './give-tenant.ts';
import { distributor, maker, mdlpDocument, sgtins } from './mdlp-client.ts';
import { plant, shop } from './mdlp-documents.ts';
import { planEvents } from './plan-events.ts';
import type { signingCertificate } from './signing-certificate.ts';

const address = { street: 'Lenina 1', city: 'Tula', postalCode: '300000', country: 'RU' };
const RU = { markets: ['RU'] };
const sellerParty = 'urn:epc:id:pgln:9521321.00001';
const webhook = { channel: 'webhook', url: 'https://partner.example/hook' };
const registered = (subject: Subject, place: string) => ({ 'mdlp-subject': subject.systemId, 'mdlp-place': place });

interface Firms {
  readonly buyer: House;
  readonly seller: House;
}

/** Each firm as it is on its own: its numbers, its partner, the product, and its access. */
async function known({ needs, table }: World, url: string, { buyer, seller }: Firms) {
  const { gtin } = seller;
  const subjects = new Map([
    [seller.tenant, maker],
    [buyer.tenant, distributor],
  ]);
  await giveTenant(table.db, buyer.tenant, {
    ...{ gln: '9521999000013', party: medico, companyPrefixes: ['9521999'] },
    ...{ registrations: registered(distributor, shop), address },
  });
  await giveTenant(table.db, seller.tenant, { registrations: registered(maker, plant), address });
  const partner = (name: string, party: string, of: Subject, place: string) => ({
    ...{ name, party, address, registrations: registered(of, place), ...webhook },
  });
  await approved(table.db, seller.tenant, 'partner', 'medico', partner('Medico', medico, distributor, shop));
  await approved(table.db, buyer.tenant, 'partner', 'acme', partner('Acme', sellerParty, maker, plant));
  // A GTIN is claimed by one tenant of an installation; here each firm is as on its own.
  await table.db.send(new DeleteCommand({ TableName: tables.registry, Key: networkProductKey(gtin) }));
  await approved(table.db, buyer.tenant, 'product', gtin, aProduct(RU));
  for (const tenant of subjects.keys()) {
    const access = { market: 'ru', url, secret: 'mdlp', rehearsal: true, updatedAt: '' };
    const entry = { at: '2026-03-01T10:00:00.000Z', by: 'ada', home: tenant, act: 'set', subject: 'ru' };
    await needs.accesses.put(tenant, access, auditPut(tables.registry, tenant, entry), needs.now());
  }
  return subjects;
}

/** The lot is known to the operator as packed, released by the seller, and what is on the pallet known to the buyer. */
async function made({ needs }: World, mdlp: MdlpSandbox, { buyer, seller }: Firms) {
  const { gtin, lot, serials } = seller;
  const packed = mdlpDocument(10311, 'skzkm_register_end_packing', {
    ...{ subject_id: plant, operation_date: '2026-03-01T09:00:00+03:00', order_type: '1' },
    ...{ series_number: lot, expiration_date: '31.12.2028', gtin },
    signs: sgtins(...serials.map((serial) => gtin + serial)),
    device_info: '<device_id>0000000000000001</device_id><skzkm_origin_msg_id>m</skzkm_origin_msg_id>',
  });
  mdlp.feed.take(maker.systemId, crypto.randomUUID(), packed);
  await seller.produce();
  await seller.report();
  await seller.release();
  // Neither has an access to an order station.
  const regimes = planned.filter(({ onAccess }) => onAccess === undefined);
  await planRelease({ ...needs, regimes })({ tenant: seller.tenant, release: seller });
  // What is on the pallet the buyer has from the seller.
  const inside = [seller.pallet, ...seller.boxes, ...seller.packs];
  for (const { event } of await needs.unitEvents(seller.tenant, inside)) await buyer.captured(event);
}

/** A manufacturer in Russia with a released lot of ten packs on a pallet, and the firm that buys it: two tenants, and the operator between them. */
export async function twoFirms(world: World, mdlp: MdlpSandbox, pair: Awaited<ReturnType<typeof signingCertificate>>) {
  const { needs } = world;
  const buyer = await aHouse(world, { units: 1, change: RU });
  const seller = await aHouse(world, { units: 10, change: RU });
  const firms = { buyer, seller };
  const subjects = await known(world, mdlp.url, firms);
  const credentials = async (tenant: string): Promise<RegulatorCredentials> => {
    const { clientId, clientSecret, users } = subjects.get(tenant) ?? maker;
    const signature = { form: 'cms', ...pair } as const;
    return {
      access: 'mdlp-token',
      origins: [mdlp.url],
      clientId,
      clientSecret,
      userId: users[0]?.userId ?? '',
      signature,
    };
  };
  const asking = { ...needs, credentials, baseUrls: {}, tokens: keptTokens() };
  await made(world, mdlp, firms);
  return { seller, buyer, asking, ...deeds(world, firms, asking) };
}

/** What the firms do, and have told. */
function deeds(world: World, { buyer, seller }: Firms, asking: Parameters<typeof sendReport>[0]) {
  const { needs } = world;
  const { gtin } = seller;
  const rows = async (tenant: string, name: string) => {
    const { deliveries } = await needs.deliveries.list(tenant, { limit: 100, market: 'ru' });
    return deliveries.filter(({ report }) => report?.name === name);
  };
  const send = () => world.drain(runDelivery(asking, 'acknowledged', sendReport(asking)), 200);
  const facts: Record<string, string> = {
    ...{ doc_date: '01.03.2026', confirmation_num: 'C-1', contract_type: '1', source: '1', turnover_type: '1' },
    ...{ [`cost/${gtin}`]: '1100.00', [`vat/${gtin}`]: '100.00' },
  };
  /** As the ERP of a firm does. */
  const give = async (tenant: string, name: string) => {
    for (const row of await rows(tenant, name)) {
      const entry = { at: needs.now().toISOString(), by: 'erp', home: tenant, act: 'facts', subject: row.deliveryId };
      const wanted = row.report?.wants ?? [];
      const given = Object.fromEntries(wanted.map((fact) => [fact, facts[fact] ?? '']));
      await needs.deliveries.giveFacts(row, given, undefined, needs.now(), auditPut(tables.registry, tenant, entry));
      await needs.wake({ tenant, deliveryId: row.deliveryId });
    }
  };
  const move = async ({ tenant, captured }: typeof seller, change: Partial<ObjectEvent>) => {
    const id = await captured({
      ...{ type: 'ObjectEvent', action: 'OBSERVE', eventTimeZoneOffset: '+03:00', epcList: [seller.pallet] },
      ...{ eventTime: '2026-03-01T09:30:00.000Z', ...change },
    });
    await planEvents(world, tenant, id);
  };
  return {
    rows,
    send,
    give,
    /** The pallet leaves, and the operator is told. */
    ship: async () => {
      await give(seller.tenant, '313');
      await send();
      await move(seller, {
        ...{ bizStep: 'shipping', disposition: 'in_transit', readPoint: { id: seller.place.readPoint } },
        bizTransactionList: [{ type: 'desadv', bizTransaction: 'urn:epcglobal:cbv:bt:9521321000018:TN-1' }],
        sourceList: [{ type: 'possessing_party', source: sellerParty }],
        destinationList: [{ type: 'possessing_party', destination: medico }],
      });
      await give(seller.tenant, '415');
      await send();
    },
    /** The buyer captures that the pallet came, and the operator is told. */
    receive: async () => {
      await move(buyer, {
        ...{ eventTime: '2026-03-01T09:45:00.000Z', bizStep: 'receiving', disposition: 'in_progress' },
        bizLocation: { id: 'urn:epc:id:sgln:9521999.00002.0' },
        sourceList: [{ type: 'possessing_party', source: sellerParty }],
      });
      await send();
    },
  };
}
