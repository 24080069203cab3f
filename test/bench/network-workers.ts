import { S3Client } from '@aws-sdk/client-s3';
import * as v from 'valibot';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import { deliveries } from '#common/store/deliveries.ts';
import { documents as documentsAt } from '#common/store/document-client.ts';
import { dueRows } from '#common/store/due-rows.ts';
import { deliveryQueueMessage } from '#shared/messages/queue-messages.ts';
import { anyRegion, dynamodbAt, tables } from '../kit/dynoxide.ts';
import { comings } from './network-comings.ts';
import { documentsOf, tenant, type Wave, wavesOf } from './network-documents.ts';
import { deliveryOf } from './network-partners.ts';
import { senders } from './network-senders.ts';
import { type Span, timesOf } from './network-times.ts';

// The senders of the network's bench, in a process of their own: so many at once as there are lanes, one message each. Documents come at a pace, whatever becomes of them; the time of
// each runs from when it came to when its row says delivered. What still waits when all have come is worked off by a clock that is turned. Tells figures on the last line.

const [text, number] = [v.string(), v.number()];
const given = v.parse(
  v.object({
    at: v.object({ tables: text, files: text, bucket: text }),
    credentials: v.object({ accessKeyId: text, secretAccessKey: text }),
    size: v.object({ documents: number, rounds: number, burst: number, warm: number }),
    lanes: number,
    /** Share of what the lanes can do that comes. */
    load: number,
  }),
  JSON.parse(process.argv[2] ?? ''),
);

const DAY_MS = 24 * 3_600_000;
/** Documents a second that come when all come at once. */
const AT_ONCE = 1e9;
/** Those that carry by AS2 and SFTP, each. */
const CARRIERS = 8;
/** `sweep` runs once a minute, and leaves alone for two what it woke. */
const SWEEP_MS = 60_000;
const LEAVE_MS = 120_000;

const client = { region: anyRegion, credentials: given.credentials };
const dynamodb = dynamodbAt(given.at.tables);
/** Requests to the tables by what they are, and write units. */
const trips = new Map<string, number>();
let writes = 0;
dynamodb.middlewareStack.add(
  (next, { commandName = '' }) =>
    async (args) => {
      const name = commandName.replace(/Command$/, '');
      trips.set(name, (trips.get(name) ?? 0) + 1);
      if (/^(Put|Update|Delete)Item/.test(name)) writes++;
      if (name.startsWith('TransactWrite')) writes += itemsOf(args.input);
      return next(args);
    },
  { step: 'initialize' },
);
const itemsOf = (input: object) =>
  'TransactItems' in input && Array.isArray(input.TransactItems) ? 2 * input.TransactItems.length : 0;
const db = documentsAt(dynamodb);
const s3 = new S3Client({ ...client, endpoint: given.at.files, forcePathStyle: true });

let turned = 0;
const ms = () => Date.now() + turned;
const now = () => new Date(ms());
const guard = outboundGuard('loopback');
const patient = httpsSender(guard);
const hasty = httpsSender(guard, { timeoutMs: 100, maxAnswerBytes: 1_000 });
let isTurning = false;
// Who hangs until the time is over has been seen to by then: the clock is turned past it.
const send = (...of: Parameters<typeof patient>) =>
  (isTurning && of[0].url.includes('/hangs/') ? hasty : patient)(...of);

const all = documentsOf(given.size);
const times = timesOf(all, given.size.rounds);
const arriving = comings(all);
const full = { alone: 0, together: 0 };
const numberOf = (deliveryId: string) => Number(deliveryId.split('-').at(-1));
const watched = <Rows extends Deliveries>(rows: Rows): Rows => ({
  ...rows,
  settle: async (...of: Parameters<Deliveries['settle']>) => {
    const settled = await rows.settle(...of);
    const [{ delivery }, { standing }] = of;
    const document = numberOf(delivery.deliveryId);
    if (standing.state === 'delivered' && times.ended(document)) arriving.delivered(document);
    return settled;
  },
});
const { queues, take } = senders({
  ...{ db, s3, bucket: given.at.bucket, send, ms, watch: watched },
  turnedAway: (deliveryId, why) => {
    const one = all[numberOf(deliveryId)];
    if (one?.isBurst === true && why.startsWith('as many')) full[one.side]++;
  },
});
let faults = 0;
const names = ['partner', 'as2', 'sftp'] as const;
const working = names.map((name) =>
  queues[name].lanes(name === 'partner' ? given.lanes : CARRIERS, (message) =>
    take[name](message).catch((error: unknown) => {
      faults++;
      console.error(error);
    }),
  ),
);
const overdue = dueRows(db, tables.deliveries);
const rows = deliveries(db, tables.deliveries);

const come = async (document: number): Promise<void> => {
  const one = all[document];
  if (one === undefined) throw new Error(`there is no document ${document}`);
  times.came(document);
  const planned = deliveryOf(one);
  await rows.plan(planned, now());
  queues.partner.add({ tenant, deliveryId: planned.deliveryId }, 0);
};

async function sweep(): Promise<number> {
  const due = await overdue.overdue(tenant, now(), 200);
  for (const row of due) {
    if (row.wake !== undefined) queues.partner.add(v.parse(deliveryQueueMessage, JSON.parse(row.wake.message)), 0);
    await overdue.pushOn(row, new Date(ms() + LEAVE_MS));
  }
  return due.length;
}

async function idle(): Promise<void> {
  while (!names.every((name) => queues[name].isIdle())) for (const name of names) await queues[name].idle();
}

/** Turns the clock from one thing that is due to the next, until nothing is. Hours. */
async function workOff(): Promise<number> {
  const from = ms();
  for (;;) {
    await idle();
    const [row] = await overdue.overdue(tenant, new Date(ms() + 3 * DAY_MS), 1);
    const due = row === undefined ? Number.POSITIVE_INFINITY : Date.parse(row.dueAt);
    const soonest = Math.min(due, ...names.map((name) => queues[name].next()));
    if (soonest === Number.POSITIVE_INFINITY) return (ms() - from) / 3_600_000;
    // A minute at a time, as `sweep` goes: what is due together is worked on together.
    turned += Math.max(0, soonest + SWEEP_MS - ms());
    for (const name of names) queues[name].turn();
    while ((await sweep()) === 200) await idle();
  }
}

const sweeping = setInterval(() => void sweep(), SWEEP_MS);
const capacities: number[] = [];
const cost = { trips: new Map<string, number>(), cpuMs: 0, documents: 0 };
/** How fast the lanes work when everything is there at once, a second, and what a document costs. */
async function measure(wave: Wave): Promise<number> {
  const [before, cpuBefore] = [times.count(), process.cpuUsage()];
  trips.clear();
  await arriving.wave(wave, AT_ONCE, come);
  const { user, system } = process.cpuUsage(cpuBefore);
  cost.cpuMs += (user + system) / 1000;
  cost.documents += wave.paced;
  for (const [name, count] of trips) cost.trips.set(name, (cost.trips.get(name) ?? 0) + count);
  const capacity = times.speedSince(before);
  capacities.push(capacity);
  return capacity;
}
const [warming, ...waves] = wavesOf(given.size);
if (warming !== undefined) await arriving.wave(warming, AT_ONCE, come);
let rate = 0;
const seconds = { alone: 0, together: 0 };
const written = { alone: 0, together: 0 };
const spans: Span[] = [];
const [cpu, clock] = [process.cpuUsage(), performance.now()];
for (const wave of waves) {
  const { side, round, first, paced, burst } = wave;
  if (round === undefined) {
    // Others use the machine, too: what comes in a round is a share of what it can do then, on both sides alike.
    rate = (await measure(wave)) * given.load;
    continue;
  }
  console.error(`round ${round + 1} of ${given.size.rounds}, ${side}: ${Math.round(rate)} a second come`);
  const writesBefore = writes;
  // Those of broken partners come beside the others, which come no faster and no slower.
  seconds[side] += await arriving.wave(wave, side === 'alone' ? rate * 0.9 : rate, come);
  written[side] += writes - writesBefore;
  if (burst > 0) spans.push(times.span(Array.from({ length: burst }, (_, i) => first + paced + i)));
}
const { user, system } = process.cpuUsage(cpu);
const processor = (user + system) / 1000 / (performance.now() - clock);
clearInterval(sweeping);
console.error('the clock is turned');
isTurning = true;
const hours = await workOff();
for (const one of working) one.stop();
const ways = ['webhook', 'https', 'capture', 'ordered', 'as2', 'sftp'] as const;
const burst = { rounds: times.ofBurst(), full, seconds: spans.map(({ from, to }) => (to - from) / 1000) };
console.log(
  JSON.stringify({
    ...{ capacities, seconds, written, hours, faults, processor },
    cost: {
      trips: Object.fromEntries([...cost.trips].map(([name, count]) => [name, count / cost.documents])),
      cpuMs: cost.cpuMs / cost.documents,
    },
    rounds: times.rounds(),
    ways: ways.map((way) => ({ way, rounds: times.ofWay(way) })),
    burst,
    beside: times.beside(spans),
  }),
);
