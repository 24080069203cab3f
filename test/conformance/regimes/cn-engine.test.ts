import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { runDelivery } from '#common/run-delivery.ts';
import { auditPut } from '#common/store/audit.ts';
import { checkDigit } from '#shared/gs1/check-digit.ts';
import { cn } from '#shared/regimes/cn/cn.ts';
import { giveFacts } from '../../../functions/deliveries-api/give-facts.ts';
import { planRelease } from '../../../functions/plan-deliveries/plan-release.ts';
import { sendReport } from '../../../functions/send-regulator/send-report.ts';
import type { Fault } from '../../../infra/local/sandbox/faults.ts';
import { app, firms } from '../../../infra/local/sandbox/msfx/rehearsal.ts';
import { type MsfxSandbox, startMsfxSandbox } from '../../../infra/local/sandbox/msfx/sandbox.ts';
import { signatureOf } from '../../../infra/local/sandbox/msfx/sign.ts';
import { approved } from '../../kit/approved.ts';
import { aProduct } from '../../kit/builders.ts';
import { call } from '../../kit/call.ts';
import { chinaFacts } from '../../kit/china.ts';
import { aHouse, type House, medico, startWorld, type World } from '../../kit/delivery-world.ts';
import { tables } from '../../kit/dynoxide.ts';
import { giveTenant } from '../../kit/give-tenant.ts';
import { planEvents } from '../../kit/plan-events.ts';

let world: World;
let platform: MsfxSandbox;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => platform.close());
afterAll(() => world.stop());

/** The GTIN of another level of packaging. */
const levelOf = (gtin: string, indicator: number) => {
  const body = `${indicator}${gtin.slice(1, 13)}`;
  return body + checkDigit(body);
};

/** A house that sells in China with codes of GS1, and has the platform's access. */
async function chineseHouse(faults: readonly Fault[]): Promise<House> {
  const { needs, table } = world;
  const house = await aHouse(world, { change: { markets: ['CN'] } });
  const { tenant, gtin } = house;
  await giveTenant(table.db, tenant, { registrations: { 'msfx-ent': 'ent0001', 'msfx-ref-ent': 'ref0001' } });
  const [box, pallet] = [levelOf(gtin, 1), levelOf(gtin, 2)];
  const packaging = [
    { level: 'item', gtin },
    { level: 'case', gtin: box, contains: gtin, quantity: 10 },
    { level: 'pallet', gtin: pallet, contains: box, quantity: 2 },
  ];
  await approved(table.db, tenant, 'product', gtin, aProduct({ markets: ['CN'], packaging }));
  const buyer = {
    name: 'Great Wall',
    party: medico,
    channel: 'webhook',
    url: 'https://medico.example/hook',
    registrations: { 'msfx-ent': 'ent0002' },
  };
  await approved(table.db, tenant, 'partner', 'medico', buyer);
  platform = await startMsfxSandbox({
    port: 0,
    apps: [app],
    firms,
    products: [{ productCode: gtin, refEntId: 'ref0001', subTypes: { [chinaFacts.subTypeNo]: '1:10:20' } }],
    answerDelayMs: 2_000,
    faults,
    now: () => needs.now().getTime(),
  });
  const access = { market: 'cn', url: platform.url, secret: 'msfx', rehearsal: true, updatedAt: '' };
  const entry = { at: '2026-03-01T10:00:00.000Z', by: 'ada', home: tenant, act: 'set', subject: 'cn' };
  await needs.accesses.put(tenant, access, auditPut(tables.registry, tenant, entry));
  return house;
}

const credentials = async () => ({
  access: 'top-signature' as const,
  origins: [platform.url],
  appKey: app.appKey,
  appSecret: app.appSecret,
  session: 'acme-session',
  signMethod: 'hmac' as const,
});

/** Gives every report that waits for facts what it wants, and sends what is due. */
async function giveAndSend({ tenant }: House) {
  const { needs } = world;
  const route = 'PUT /api/deliveries/{deliveryId}/facts';
  const endpoint = giveFacts({
    ...needs,
    registryTable: tables.registry,
    queues: { regulator: needs.wake, partner: needs.wake },
  });
  const handler = httpHandler({ [route]: { permission: 'deliveries:write', endpoint } }, async () => false);
  const { deliveries } = await needs.deliveries.list(tenant, { limit: 100 });
  for (const { deliveryId, held, kind, report } of deliveries) {
    if (kind !== 'submission' || held === undefined) continue;
    const facts = Object.fromEntries(Object.entries(chinaFacts).filter(([name]) => report?.wants?.includes(name)));
    const given = await call(handler, route, { tenant, path: { deliveryId }, body: { facts } });
    expect(given.status).toBe(200);
  }
  const sending = { ...needs, regimes: [cn], baseUrls: {}, credentials };
  world.forward(1_000);
  await world.drain(runDelivery(sending, 'acknowledged', sendReport(sending)), 200);
  const after = await needs.deliveries.list(tenant, { limit: 100 });
  return after.deliveries
    .filter(({ kind }) => kind === 'submission')
    .map(({ report, state, failure }) => [report?.act.split(':')[0], state, failure])
    .toSorted();
}

const states = v.object({ result_list: v.array(v.object({ status: v.string() })) });

async function atPlatform(codes: readonly string[]) {
  const method = 'alibaba.alihealth.drug.kyt.querycodeactive';
  const timestamp = new Date(world.needs.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
  const own = {
    method,
    app_key: app.appKey,
    session: 'acme-session',
    timestamp,
    ref_ent_id: 'ref0001',
    codes: codes.join(','),
  };
  const parameters = new Map(Object.entries(own));
  parameters.set('sign', signatureOf(parameters, app.appSecret));
  const answer = await fetch(`${platform.url}/router/rest`, {
    method: 'POST',
    body: new URLSearchParams([...parameters]),
  });
  const told: unknown = Object(Object.values(Object(await answer.json()))[0]).result.model;
  return v.parse(states, told).result_list.map(({ status }) => status);
}

const ssccOf = (urn: string) => {
  const [prefix = '', rest = ''] = urn.replace('urn:epc:id:sscc:', '').split('.');
  const body = `${rest.slice(0, 1)}${prefix}${rest.slice(1)}`;
  return body + checkDigit(body);
};

const bad: readonly Fault[] = [
  { on: 'uploadrelation', kind: 'no-answer', from: 1, count: 1 },
  { on: 'uploadrelation', kind: 'lost-result', from: 3, count: 1 },
  { on: 'uploadcircubill', kind: 'truncate', from: 1, count: 1 },
  { on: 'codeprocess', kind: 'html', from: 1, count: 2 },
  { on: 'searchstatus', kind: 'wrong-id', from: 1, count: 1 },
  { on: 'searchstatus', kind: 'status', status: 502, from: 2, count: 1 },
  { on: 'uploadinoutbill', kind: 'duplicate', from: 1, count: 1 },
  { on: 'uploadinoutbill', kind: 'refuse', from: 2, count: 1 },
];

test.each<[string, readonly Fault[]]>([
  ['', []],
  [', whatever goes wrong on the way', bad],
])(
  'a lot that is released, packed and shipped is told to the platform step by step, once people gave what no event says%s',
  async (_, faults) => {
    const house = await chineseHouse(faults);
    const { tenant, gtin, lot, serials, boxes, pallet } = house;
    await house.produce();
    await house.report();
    await house.release();
    await planRelease({ ...world.needs, regimes: [cn] })({ tenant, release: { gtin, lot } });
    expect(await giveAndSend(house)).toEqual([
      ['packing', 'acknowledged', undefined],
      ['release', 'acknowledged', undefined],
      ['release', 'acknowledged', undefined],
    ]);
    const codeOf = (serial = '') => `01${gtin}21${serial}`;
    const digits = (urn = '') => `00${ssccOf(urn)}`;
    expect(await atPlatform([codeOf(serials[0]), digits(boxes[0]), digits(pallet)])).toEqual(['I', 'I', 'I']);
    const at = { ...world, needs: { ...world.needs, regimes: [cn] } };
    await planEvents(at, tenant, await house.ship());
    expect(await giveAndSend(house)).toEqual([
      ['packing', 'acknowledged', undefined],
      ['release', 'acknowledged', undefined],
      ['release', 'acknowledged', undefined],
      ['shipment', 'acknowledged', undefined],
    ]);
    expect(await atPlatform([codeOf(serials[0]), digits(pallet)])).toEqual(['O', 'O']);
  },
);
