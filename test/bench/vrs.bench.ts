import { isWithheldBy } from '#common/dscsa/is-withheld.ts';
import { httpHandler } from '#common/http.ts';
import { ciphersOf } from '#common/pool-cipher.ts';
import { dscsaCases } from '#common/store/dscsa-cases.ts';
import { suspectPacks } from '#common/store/suspect-packs.ts';
import { getSettings } from '#common/store/vrs-settings.ts';
import { atpCredentials } from '#common/vrs/atp.ts';
import { eventId } from '#shared/epcis/event-id.ts';
import { checkDigit } from '#shared/gs1/check-digit.ts';
import { sgtinUrn } from '#shared/gs1/sgtin.ts';
import { expandBlock } from '#shared/serials/expand-block.ts';
import { newRandomPool } from '#shared/serials/new-pool.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { verifyPack } from '../../functions/verify-api/verify-pack.ts';
import { approved } from '../kit/approved.ts';
import { aParty, aProduct } from '../kit/builders.ts';
import { call } from '../kit/call.ts';
import { good, startWorld, type World } from '../kit/delivery-world.ts';
import { tables } from '../kit/dynoxide.ts';
import { giveTenant } from '../kit/give-tenant.ts';

// The responder's answers a second and their p95 beside an empty handler, with few and with many units in the ledger, and how the two compare.
// `BENCH_UNITS` replaces the larger number where a machine has little time.
const sizes = [10_000, Number(process.env['BENCH_UNITS'] ?? 1_000_000)];
const PER_EVENT = 250;
const QUESTIONS = 300;
const LANES = 8;
const tenant = 'bench';
const lot = 'LOT1';
const route = 'GET /vrs/verify/gtin/{gtin}/lot/{lot}/ser/{serial}';
const { gln } = aParty();

/** Both sizes and the empty handler take turns, so that a busy machine slows all of them alike; the best round of each counts. */
const ROUNDS = 5;

const worlds: World[] = [];
try {
  const works: { name: string; handler: Handler; asked: readonly Pack[]; best?: Measured }[] = [];
  for (const units of sizes) {
    const world = await startWorld();
    worlds.push(world);
    works.push({ name: `${units} units`, handler: handlerOf(world), asked: await store(world, units) });
  }
  works.push({ name: 'an empty handler', handler: emptyHandler(), asked: works[0]?.asked ?? [] });
  for (let round = 0; round < ROUNDS; round++)
    for (const work of works) {
      const measured = await measure(work.handler, work.asked);
      if (measured.rate > (work.best?.rate ?? 0)) work.best = measured;
    }
  const [few, many, empty] = works;
  for (const [work, beside] of [
    [few, empty],
    [many, empty],
    [many, few],
  ]) {
    if (work?.best === undefined || beside?.best === undefined) continue;
    tell(`answers a second, ${work.name}`, work.best.rate, [beside.name, beside.best.rate], 'answers/s');
    tell(`p95, ${work.name}`, work.best.p95, [beside.name, beside.best.p95], 'ms');
    const busy = [beside.name, beside.best.processor] as const;
    tell(`processor time of an answer, ${work.name}`, work.best.processor, busy, 'ms');
  }
} finally {
  for (const world of worlds) await world.stop();
}

interface Measured {
  readonly rate: number;
  /** Milliseconds. */
  readonly p95: number;
  /** Milliseconds of one processor for each answer. */
  readonly processor: number;
}

interface Pack {
  readonly gtin: string;
  readonly serial: string;
}

/** A product with so many units commissioned in events of 250; answers the packs that are asked for. */
async function store({ needs, pools, cipher, table }: World, units: number): Promise<Pack[]> {
  await giveTenant(table.db, tenant, aParty());
  const body = '0952132100001';
  const gtin = body + checkDigit(body);
  await approved(table.db, tenant, 'product', gtin, aProduct());
  const alphabet = '0123456789ABCDEFGHJKLMNPRSTUVWXY';
  const pool = good(newRandomPool({ id: 'packs', gtin, alphabet, length: 13 }));
  await pools.create(tenant, { ...pool, next: units });
  const ciphers = await ciphersOf(cipher, tenant, pool);
  const asked: Pack[] = [];
  for (let first = 0; first < units; first += PER_EVENT) {
    const serials = expandBlock(pool, { first, last: first + PER_EVENT - 1 }, ciphers);
    const epcs = serials.map((serial) => good(sgtinUrn({ gtin, serial, companyPrefix: '9521321' })));
    const at = new Date(Date.parse('2026-03-01T06:00:00Z') + first).toISOString();
    const place = {
      offset: '+01:00',
      readPoint: 'urn:epc:id:sgln:9521321.00001.0',
      bizLocation: 'urn:epc:id:sgln:9521321.00001.0',
    };
    const event = commissionEvent({ epcs, at, lot, expiry: '2028-12-31', ...place });
    await needs.ledger.append(tenant, [
      { eventId: eventId(event), recordTime: at, captureId: 'c1', position: first, event },
    ]);
    const every = Math.max(1, Math.floor(PER_EVENT / Math.ceil((QUESTIONS * PER_EVENT) / units)));
    asked.push(...serials.filter((_, i) => i % every === 0).map((serial) => ({ gtin, serial })));
  }
  return Array.from({ length: QUESTIONS }, (_, i) => asked[(i * 7919) % asked.length] ?? { gtin, serial: '' });
}

type Handler = ReturnType<typeof httpHandler>;

function handlerOf({ needs, table }: World): Handler {
  const noSecrets = () => Promise.reject(new Error('no secret is asked for'));
  const endpoint = verifyPack({
    ...needs,
    isWithheld: isWithheldBy({
      suspectPacks: suspectPacks(table.db, tables.deliveries),
      cases: dscsaCases(table.db, tables.deliveries),
    }),
    settingsOf: (owner) => getSettings(table.db, tables.registry, owner),
    atpOf: atpCredentials({ ...needs, credentials: noSecrets }),
    uuid: () => 'made-here',
  });
  return httpHandler({ [route]: { permission: 'packs:verify', endpoint } }, needs.registry.granted);
}

function emptyHandler(): Handler {
  const endpoint = async () => ({ status: 200, body: { data: { verified: true } } });
  return httpHandler({ [route]: { permission: 'packs:verify', endpoint } }, async () => false);
}

async function measure(handler: Handler, asked: readonly Pack[]): Promise<Measured> {
  const times: number[] = [];
  const ask = async ({ gtin, serial }: Pack) => {
    const begun = performance.now();
    const more = { tenant, path: { gtin, lot, serial }, query: { exp: '281231', reqGLN: gln } };
    const { body } = await call(handler, route, more);
    times.push(performance.now() - begun);
    if (Object(Object(body).data).verified !== true)
      throw new Error(`${serial} is not verified: ${JSON.stringify(body)}`);
  };
  for (const pack of asked.slice(0, 20)) await ask(pack); // warm
  times.length = 0;
  let next = 0;
  const [begun, before] = [performance.now(), process.cpuUsage()];
  const lane = async () => {
    for (let pack = asked[next++]; pack !== undefined; pack = asked[next++]) await ask(pack);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const rate = (asked.length / (performance.now() - begun)) * 1000;
  const { user, system } = process.cpuUsage(before);
  const processor = (user + system) / 1_000 / asked.length;
  return { rate, processor, p95: times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0 };
}

function tell(metric: string, value: number, [name, beside]: readonly [string, number], unit: string): void {
  const round = (figure: number) => Math.round(figure * 100) / 100;
  const baseline = { name, value: round(beside) };
  const ratio = Math.round((1000 * value) / beside) / 1000;
  process.stdout.write(`${JSON.stringify({ bench: 'vrs', metric, value: round(value), unit, baseline, ratio })}\n`);
}
