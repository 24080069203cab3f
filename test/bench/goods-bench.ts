import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { httpHandler } from '#common/http.ts';
import type { RegulatorCredentials } from '#common/regulator-access/regulator-credentials.ts';
import { auditPut } from '#common/store/audit.ts';
import type { Delivery, Frozen } from '#common/store/delivery-row.ts';
import { checkDigit } from '#shared/gs1/check-digit.ts';
import { deliveryQueueMessage } from '#shared/messages/queue-messages.ts';
import { shipEvent } from '#shared/trace/ship.ts';
import { giveFacts } from '../../functions/deliveries-api/give-facts.ts';
import { approved } from '../kit/approved.ts';
import { aProduct } from '../kit/builders.ts';
import { call } from '../kit/call.ts';
import { aHouse, type House, medico, startWorld, type World } from '../kit/delivery-world.ts';
import { anyCredentials, tables } from '../kit/dynoxide.ts';
import { giveTenant } from '../kit/give-tenant.ts';
import { report } from './measure.ts';
import { CASES_PER_PALLET, type PackedLot, PER_CASE, packLot } from './packed-lot.ts';
import { startTurnedClock, type TurnedClock } from './turned-clock.ts';

/** `PACKS` replaces the number, by a million where there is a quarter of an hour. */
const packs = Number(process.env['PACKS'] ?? 250_000);
/** What each function may take beyond what its process had before, in MB, however large the lot is: a function has 1,024. */
const MOST_MB = 500;
/** Of their heaps: beyond what is needed V8 takes as much as it may, which would say nothing. */
const HEAP_MB = 256;

/** A message as it was sent first, and what was attached to it. */
export interface SentMessage {
  readonly frozen: Frozen;
  readonly body: Buffer;
  readonly attached?: Buffer;
}

/** A regulator's side while its bench runs. */
export interface OtherSide {
  readonly url: string;
  readonly secret: RegulatorCredentials;
  /** @throws unless it knows every pack, in its case and on its pallet, to be on its way */
  reconcile(of: House, lot: PackedLot): Promise<void>;
  close(): Promise<void>;
}

/** What is the market's own of a bench. */
export interface GoodsMarket {
  readonly market: string;
  readonly system: string;
  readonly country: string;
  /** Of the tenant, and of the partner who gets the goods. */
  readonly registrations: { readonly own: Record<string, string>; readonly partner: Record<string, string> };
  /** Everything that its reports want and no event tells. */
  facts(house: House): Record<string, string>;
  open(house: House, clock: TurnedClock): Promise<OtherSide>;
  /** The same messages sent to a side that knows nothing yet, without the product: in seconds. */
  again(house: House, messages: readonly SentMessage[]): Promise<number>;
}

const told = v.object({
  seconds: v.number(),
  /** Seconds of one processor. */
  processor: v.number(),
  spent: v.record(v.string(), v.number()),
  calls: v.number(),
  early: v.number(),
  megabytes: v.number(),
  most: v.number(),
  turned: v.number(),
  woken: v.array(deliveryQueueMessage),
});
type Told = v.InferOutput<typeof told>;

interface Bench {
  readonly world: World;
  readonly market: GoodsMarket;
  readonly house: House;
  readonly clock: TurnedClock;
  readonly side: OtherSide;
}

/**
 * A lot in cases and on pallets from its release, and its shipment as a whole, to the regulator's last answer: planned, read out of the ledger, split at the
 * market's limits, sent over HTTP to the sandbox under its limits by its own clock, and reconciled with what the sandbox has.
 */
export async function benchGoods(market: GoodsMarket): Promise<void> {
  const world = await startWorld();
  const clock = await startTurnedClock(world.needs.now().getTime());
  let side: OtherSide | undefined;
  try {
    const house = await houseOf(world, market);
    side = await market.open(house, clock);
    const bench: Bench = { world, market, house, clock, side };
    await giveAccess(bench);
    const from = performance.now();
    const packed = await packLot(world, house);
    tell(bench, 'packs stored in the ledger, for the rest to read', (packs / (performance.now() - from)) * 1000);
    await house.report();
    await house.release();
    const planned = await run('plan', bench);
    const moved = await run('move', bench, { eventId: await ship(house, packed) });
    await give(bench);
    const woken = [...planned.woken, ...moved.woken, ...world.woken.map(({ message }) => message)];
    const sent = await run('send', bench, { woken });
    await acknowledged(bench);
    await side.reconcile(house, packed);
    await tellAll(bench, { planned, moved, sent });
  } finally {
    await side?.close();
    await clock.close();
    await world.stop();
  }
}

async function houseOf(world: World, { country, registrations: { own, partner } }: GoodsMarket): Promise<House> {
  const house = await aHouse(world, { units: packs, change: { markets: [country] } });
  const { tenant, gtin } = house;
  const { db } = world.table;
  const address = { street: 'Street 1', city: 'City', postalCode: '300000', country };
  await giveTenant(db, tenant, { registrations: own, address });
  const [box, pallet] = [levelOf(gtin, 1), levelOf(gtin, 2)];
  const packaging = [
    { level: 'item', gtin },
    { level: 'case', gtin: box, contains: gtin, quantity: PER_CASE },
    { level: 'pallet', gtin: pallet, contains: box, quantity: CASES_PER_PALLET },
  ];
  await approved(db, tenant, 'product', gtin, aProduct({ markets: [country], packaging }));
  const buyer = { name: 'Medico', party: medico, channel: 'webhook', url: 'https://medico.example/hook' };
  await approved(db, tenant, 'partner', 'medico', { ...buyer, address, registrations: partner });
  return house;
}

/** The GTIN of another level of packaging. */
function levelOf(gtin: string, indicator: number): string {
  const body = `${indicator}${gtin.slice(1, 13)}`;
  return body + checkDigit(body);
}

async function giveAccess({ world, market: { market }, house: { tenant }, side }: Bench): Promise<void> {
  const access = { market, url: side.url, secret: 'bench', rehearsal: true, updatedAt: '' };
  const entry = { at: world.needs.now().toISOString(), by: 'ada', home: tenant, act: 'set', subject: market };
  await world.needs.accesses.put(tenant, access, auditPut(tables.registry, tenant, entry));
}

const ship = ({ captured, place: { offset, readPoint } }: House, { pallets }: PackedLot) =>
  captured(
    shipEvent({
      ...{ epcs: pallets, at: '2026-03-01T09:30:00.000Z', offset, readPoint, to: medico },
      from: 'urn:epc:id:pgln:9521321.00001',
      despatchAdvice: 'urn:epcglobal:cbv:bt:9521321000012:TN-1',
    }),
  );

interface Given {
  readonly eventId?: string;
  readonly woken?: Told['woken'];
}

async function run(work: 'plan' | 'move' | 'send', bench: Bench, { eventId, woken = [] }: Given = {}): Promise<Told> {
  const { world, house, clock, side } = bench;
  const { tenant, gtin, lot } = house;
  const at = { at: world.at, credentials: anyCredentials, now: clock.now(), clock: clock.url, secret: side.secret };
  const given = { work, ...at, tenant, gtin, lot, eventId, woken };
  const script = `${import.meta.dirname}/regulator-process.ts`;
  const args = [`--max-old-space-size=${HEAP_MB}`, script, JSON.stringify(given)];
  // It logs a line for every step of every delivery.
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 256 * 1024 * 1024 });
  world.forward(clock.now() - world.needs.now().getTime());
  return v.parse(told, JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
}

async function submissionsOf({ world, house: { tenant }, market: { market } }: Bench): Promise<Delivery[]> {
  const all: Delivery[] = [];
  let after: string | undefined;
  do {
    const page = await world.needs.deliveries.list(tenant, { limit: 200, market, after });
    all.push(...page.deliveries);
    after = page.next;
  } while (after !== undefined);
  return all;
}

/** As people and their ERP would, for each report that waits for facts. */
async function give(bench: Bench): Promise<void> {
  const { world, house, market } = bench;
  const { wake } = world.needs;
  const route = 'PUT /api/deliveries/{deliveryId}/facts';
  const endpoint = giveFacts({
    ...world.needs,
    registryTable: tables.registry,
    queues: { regulator: wake, partner: wake },
  });
  const handler = httpHandler({ [route]: { permission: 'deliveries:write', endpoint } }, async () => false);
  const all = market.facts(house);
  for (const { deliveryId, report } of await submissionsOf(bench)) {
    const wanted = (report?.wants ?? []).map((name) => [name, all[name]]);
    if (wanted.length === 0) continue;
    const body = { facts: Object.fromEntries(wanted) };
    const { status, body: answer } = await call(handler, route, {
      tenant: house.tenant,
      path: { deliveryId },
      body,
    });
    if (status !== 200) throw new Error(JSON.stringify(answer));
  }
}

async function acknowledged(bench: Bench): Promise<void> {
  const open = (await submissionsOf(bench)).filter(({ state }) => state !== 'acknowledged');
  const said = open.slice(0, 3).map(({ report, state, failure }) => `${report?.name} is ${state}: ${failure}`);
  if (open.length > 0) throw new Error(`${open.length} reports were not acknowledged: ${said.join('; ')}`);
}

/** In the order in which they were sent. */
async function messagesOf(bench: Bench): Promise<SentMessage[]> {
  const sentAt = ({ evidence }: Delivery) => evidence.find(({ direction }) => direction === 'sent')?.at ?? '';
  const rows = (await submissionsOf(bench)).toSorted((a, b) => (sentAt(a) < sentAt(b) ? -1 : 1));
  const { evidence } = bench.world.needs;
  const bytes = async (key: string) => Buffer.from((await evidence.get(key)) ?? []);
  return Promise.all(
    rows
      .flatMap(({ frozen }) => frozen ?? [])
      .map(async (frozen) => ({
        frozen,
        body: await bytes(frozen.evidenceKey),
        ...(frozen.attached !== undefined && { attached: await bytes(frozen.attached) }),
      })),
  );
}

interface Ran {
  readonly planned: Told;
  readonly moved: Told;
  readonly sent: Told;
}

async function tellAll(bench: Bench, { planned, moved, sent }: Ran): Promise<void> {
  const { house, market } = bench;
  const messages = await messagesOf(bench);
  const bare = await market.again(house, messages);
  const whole = planned.seconds + moved.seconds + sent.seconds;
  const baseline = { name: 'the same messages sent without the product', value: packs / bare };
  tell(bench, `packs from release and shipment to acknowledged, of ${packs}`, packs / whole, 'packs/s', baseline);
  tell(bench, 'planning the release and the packing', packs / planned.seconds);
  tell(bench, 'planning the shipment', packs / moved.seconds);
  tell(bench, 'sending, all of it', packs / sent.seconds);
  for (const [stage, took] of Object.entries(sent.spent)) tell(bench, `sending, ${stage} alone`, packs / took);
  const processor = planned.processor + moved.processor + sent.processor;
  tell(bench, 'planners and sender, in one second of a processor', packs / processor);
  tell(bench, 'documents', messages.length, 'documents');
  tell(bench, 'calls', sent.calls, 'calls');
  // On a busy machine one call may be on its way longer than the next: they come closer together than they left.
  tell(bench, 'calls that came too soon and were made again', sent.early, 'calls');
  tell(bench, 'waited for its limits and results by its own clock, turned and not slept', sent.turned, 's');
  for (const [of, { megabytes, most }] of Object.entries({
    'planner of the release': planned,
    'planner of the shipment': moved,
    sender: sent,
  })) {
    tell(bench, `most memory of the ${of}`, most, 'MB');
    tell(bench, `memory of the ${of} beyond its start`, megabytes, 'MB');
    if (megabytes > MOST_MB) throw new Error(`the ${of} took ${megabytes} MB: at most ${MOST_MB}`);
  }
}

type Figure = Parameters<typeof report>[0];

function tell({ market }: Bench, metric: string, value: number, unit = 'packs/s', baseline?: Figure['baseline']): void {
  report({
    bench: `regulators-${market.market}`,
    metric: `${market.system}: ${metric}`,
    value,
    unit,
    ...(baseline && { baseline }),
  });
}
