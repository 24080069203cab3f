import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { httpHandler } from '#common/http.ts';
import { eventId } from '#shared/epcis/event-id.ts';
import { deliveryQueueMessage } from '#shared/messages/queue-messages.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { listSubmissions } from '../../functions/deliveries-api/list-submissions.ts';
import { startEuHubSandbox } from '../../infra/local/sandbox/eu/sandbox.ts';
import { call } from '../kit/call.ts';
import { aHouse, type House, startWorld, type World } from '../kit/delivery-world.ts';
import { anyCredentials } from '../kit/dynoxide.ts';
import { temporaryFolder } from '../kit/temporary-folder.ts';
import { report } from './measure.ts';

// A lot of a million packs from its release to the Hub's last answer: planned, read out of the ledger, split, sent over HTTP to the sandbox, and reconciled
// with what the sandbox has. `PACKS` replaces the number where a machine has little time.
const packs = Number(process.env['PACKS'] ?? 1_000_000);
const PER_CASE = 40;
const CASES_PER_PALLET = 25;
/** What the planner and the sender may take beyond what their processes had before, in MB, however large the lot is: a function has 1,024. */
const MOST_MB = 400;
/** Of their heaps: beyond what is needed V8 takes as much as it may, which would say nothing. */
const HEAP_MB = 256;

const told = v.object({
  seconds: v.number(),
  /** Seconds of one processor. */
  processor: v.number(),
  spent: v.record(v.string(), v.number()),
  calls: v.number(),
  megabytes: v.number(),
  woken: v.array(deliveryQueueMessage),
});
type Told = v.InferOutput<typeof told>;

const world = await startWorld();
const folder = temporaryFolder();
const hub = await startEuHubSandbox({ port: 0, dataDir: folder.path });
try {
  const house = await aHouse(world, { units: packs });
  const stored = await seconds(() => produce(world, house));
  tell('packs stored in the ledger, for the rest to read', packs / stored);
  await house.report();
  await house.release();
  const planned = await run('plan', house, []);
  const sent = await run('send', house, planned.woken);
  await reconcile(house);
  const empty = await emptyPass(house);
  const whole = planned.seconds + sent.seconds;
  const baseline = { name: 'the same messages sent without the product', value: packs / empty };
  report({
    bench: 'regulators',
    metric: `packs from release to acknowledged, of ${packs}`,
    value: packs / whole,
    unit: 'packs/s',
    baseline,
  });
  tell('planning', packs / planned.seconds);
  tell('sending, all of it', packs / sent.seconds);
  for (const [stage, took] of Object.entries(sent.spent)) tell(`sending, ${stage} alone`, packs / took);
  tell('planner and sender, in one second of a processor', packs / (planned.processor + sent.processor));
  tell('calls to the Hub', sent.calls, 'calls');
  for (const [of, { megabytes }] of Object.entries({ planner: planned, sender: sent })) {
    tell(`memory of the ${of} beyond its start`, megabytes, 'MB');
    if (megabytes > MOST_MB) throw new Error(`the ${of} took ${megabytes} MB: at most ${MOST_MB}`);
  }
} finally {
  await hub.close();
  await world.stop();
  folder.remove();
}

/** What the line tells of 300 packs a minute: each case by its packs, itself and its packing, a message for every pallet. */
async function produce({ needs }: World, { tenant, lot, place, packs: all, boxes }: House): Promise<void> {
  const start = needs.now().getTime() - 80 * 3_600_000;
  const cases = Math.ceil(all.length / PER_CASE);
  for (let first = 0; first < cases; first += CASES_PER_PALLET) {
    const numbers = Array.from({ length: Math.min(CASES_PER_PALLET, cases - first) }, (_, i) => first + i);
    const events = numbers.flatMap((n) => {
      const at = new Date(start + n * 8_000).toISOString();
      const children = all.slice(n * PER_CASE, (n + 1) * PER_CASE);
      const parent = boxes[n] ?? '';
      return [
        commissionEvent({ epcs: children, lot, expiry: '2028-12-31', at, ...place }),
        commissionEvent({ epcs: [parent], at, ...place }),
        packEvent({ parent, children, at, ...place }),
      ];
    });
    const filed = { recordTime: needs.now().toISOString(), captureId: `pallet-${first}` };
    const toStore = events.map((event, position) => ({ eventId: eventId(event), ...filed, position, event }));
    await needs.ledger.append(tenant, toStore, { together: true });
  }
}

async function run(work: 'plan' | 'send', { tenant, gtin, lot }: House, woken: Told['woken']): Promise<Told> {
  const now = world.needs.now().getTime();
  const given = { work, at: world.at, credentials: anyCredentials, hub: hub.url, now, tenant, gtin, lot, woken };
  const script = `${import.meta.dirname}/regulator-process.ts`;
  const { stdout } = await promisify(execFile)(process.execPath, [
    `--max-old-space-size=${HEAP_MB}`,
    script,
    JSON.stringify(given),
  ]);
  const done = v.parse(told, JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
  world.forward(Math.ceil(done.seconds * 1000));
  return done;
}

/** Every pack stands once in what the sandbox took in, and the lot's submissions say that all of them were acknowledged. */
async function reconcile({ tenant, gtin, lot, serials }: House): Promise<void> {
  const route = 'GET /api/lots/{lot}/submissions';
  const endpoint = listSubmissions(world.needs);
  const handler = httpHandler({ [route]: { permission: 'deliveries:read', endpoint } }, async () => false);
  const { body } = await call(handler, route, { tenant, path: { lot }, query: { gtin } });
  const { submissions } = v.parse(v.object({ submissions: v.array(v.object({ state: v.string() })) }), body);
  if (submissions.length !== 1 || submissions[0]?.state !== 'acknowledged') throw new Error(JSON.stringify(body));
  const missing = new Set(serials);
  const line = v.object({ upload: v.optional(v.object({ serials: v.array(v.string()) })) });
  for await (const text of createInterface({ input: createReadStream(`${folder.path}/eu-hub.jsonl`) }))
    for (const serial of v.parse(line, JSON.parse(text)).upload?.serials ?? [])
      if (!missing.delete(serial)) throw new Error(`the Hub was told twice, or of what is not there: ${serial}`);
  if (missing.size > 0) throw new Error(`the Hub was not told of ${missing.size} packs`);
  const answer = await fetch(`${hub.url}/v1/batches/${gtin}/${lot}`, { headers: { 'client-id': tenant } });
  const known = v.parse(v.object({ packs: v.number() }), await answer.json());
  if (known.packs !== serials.length) throw new Error(`the Hub knows ${known.packs} packs`);
}

/** The messages as they were sent, to a sandbox that knows nothing yet: in seconds. */
async function emptyPass({ tenant }: House): Promise<number> {
  const kept = temporaryFolder();
  const fresh = await startEuHubSandbox({ port: 0, dataDir: kept.path });
  try {
    const { deliveries } = await world.needs.deliveries.list(tenant, { limit: 200 });
    const messages = deliveries.flatMap(({ frozen }) => frozen ?? []).toSorted((a) => (a.method === 'PUT' ? -1 : 1));
    const bodies = await Promise.all(messages.map(({ evidenceKey }) => world.needs.evidence.get(evidenceKey)));
    return await seconds(async () => {
      for (const [i, { method, path, headers }] of messages.entries()) {
        const body = Buffer.from(bodies[i] ?? []);
        const answer = await fetch(fresh.url + path, { method, headers, body });
        const { receipt } = v.parse(v.object({ receipt: v.optional(v.string()) }), await answer.json());
        if (receipt !== undefined) await (await fetch(`${fresh.url}/v1/receipts/${receipt}`, { headers })).json();
      }
    });
  } finally {
    await fresh.close();
    kept.remove();
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}

function tell(metric: string, value: number, unit = 'packs/s'): void {
  report({ bench: 'regulators', metric, value, unit });
}
