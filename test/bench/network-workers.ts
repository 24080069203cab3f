import { S3Client } from '@aws-sdk/client-s3';
import * as v from 'valibot';
import { keptTokens } from '#common/regulator-access/tokens.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { deliveries } from '#common/store/deliveries.ts';
import { documents } from '#common/store/document-client.ts';
import { dueRows } from '#common/store/due-rows.ts';
import { evidenceStore } from '#common/store/evidence.ts';
import { partnerCredentials } from '#common/store/partner-credentials.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { deliveryQueueMessage } from '#shared/messages/queue-messages.ts';
import { storesOf } from '../kit/delivery-stores.ts';
import { anyRegion, dynamodbAt, tables } from '../kit/dynoxide.ts';
import { openCipher } from '../kit/open-cipher.ts';
import { partnerSender } from '../kit/partner-world.ts';
import { behaviourOf, deliveryOf, PARTNERS, type Side, tenant } from './network-partners.ts';
import { workQueue } from './work-queue.ts';

// The senders of the network's bench, in a process of their own: so many at once as there are lanes, one message each. Documents come at a pace, whatever becomes of them; the time of
// each runs from when it came to when its row says delivered. What still waits when all have come is worked off by a clock that is turned. Tells figures on the last line.

const text = v.string();
const given = v.parse(
  v.object({
    at: v.object({ tables: text, files: text, bucket: text }),
    credentials: v.object({ accessKeyId: text, secretAccessKey: text }),
    documents: v.number(),
    lanes: v.number(),
  }),
  JSON.parse(process.argv[2] ?? ''),
);

const DAY_MS = 24 * 3_600_000;
/** Share of what the lanes can do that comes. */
const LOAD = 0.4;
const WARM = 400;
/** Documents a second that come when all come at once. */
const AT_ONCE = 1e9;
const ROUNDS = 4;
/** `sweep` runs once a minute, and leaves alone for two what it woke. */
const SWEEP_MS = 60_000;
const LEAVE_MS = 120_000;

const client = { region: anyRegion, credentials: given.credentials };
let writes = 0;
const dynamodb = dynamodbAt(given.at.tables);
dynamodb.middlewareStack.add(
  (next, { commandName = '' }) =>
    async (args) => {
      if (/^(Put|Update|Delete)Item/.test(commandName)) writes++;
      if (commandName.startsWith('TransactWrite')) writes += itemsOf(args.input);
      return next(args);
    },
  { step: 'initialize' },
);
const itemsOf = (input: object) =>
  'TransactItems' in input && Array.isArray(input.TransactItems) ? 2 * input.TransactItems.length : 0;
const db = documents(dynamodb);
const s3 = new S3Client({ ...client, endpoint: given.at.files, forcePathStyle: true });

let turned = 0;
const ms = () => Date.now() + turned;
const now = () => new Date(ms());
const queue = workQueue(ms);
const wake = async (message: object, delay = 0) => queue.add(v.parse(deliveryQueueMessage, message), delay * 1000);
const guard = outboundGuard('loopback');
const patient = httpsSender(guard);
const hasty = httpsSender(guard, { timeoutMs: 100, maxAnswerBytes: 1_000 });
let isTurning = false;
const pools = serialPools(db, tables.serials);
const root = async () => new Uint8Array(64).fill(7);
const rows = deliveries(db, tables.deliveries);

/** When each document came, and how long it took until its row said delivered; milliseconds. */
const came = new Map<string, number>();
const took = new Map<string, number>();
let delivered = () => {};
const world = {
  needs: {
    ...storesOf(db, pools),
    deliveries: {
      ...rows,
      settle: async (...of: Parameters<typeof rows.settle>) => {
        const settled = await rows.settle(...of);
        const [{ delivery }, { standing }] = of;
        if (standing.state === 'delivered')
          took.set(delivery.deliveryId, performance.now() - (came.get(delivery.deliveryId) ?? 0));
        delivered();
        return settled;
      },
    },
    ...{ guard, root, wake, now, random: Math.random },
    evidence: evidenceStore(s3, given.at.bucket),
    // Who hangs until the time is over has been seen to by then: the clock is turned past it.
    send: (...of: Parameters<typeof patient>) => (isTurning && of[0].url.includes('/hangs/') ? hasty : patient)(...of),
    partnerCredentials: partnerCredentials(db, tables.registry, root),
    tokens: keptTokens(),
  },
  table: { db, deliveries: tables.deliveries },
  pools,
  cipher: openCipher,
};
const { take } = partnerSender(world);
const overdue = dueRows(db, tables.deliveries);
let faults = 0;
const work = queue.lanes(given.lanes, (message) =>
  take(message).catch((error: unknown) => {
    faults++;
    console.error(error);
  }),
);

async function come(side: Side, document: number): Promise<void> {
  const planned = deliveryOf(side, document);
  came.set(planned.deliveryId, performance.now());
  await rows.plan(planned, now());
  queue.add({ tenant, deliveryId: planned.deliveryId }, 0);
}

/** Documents of so many numbers come, so many a second; ends when those are delivered whose partners are well. Seconds. */
async function round(side: Side, from: number, to: number, rate: number): Promise<number> {
  const wanted = Array.from({ length: to - from }, (_, i) => from + i).filter(
    (document) => side === 'together' || behaviourOf(document % PARTNERS) === 'well',
  );
  const well = wanted
    .filter((document) => behaviourOf(document % PARTNERS) === 'well')
    .map((document) => deliveryOf(side, document).deliveryId);
  const begun = performance.now();
  const planning: Promise<void>[] = [];
  let next = 0;
  const pace = setInterval(() => {
    const should = Math.min(wanted.length, Math.floor(((performance.now() - begun) / 1000) * rate));
    for (const document of wanted.slice(next, should)) planning.push(come(side, document));
    next = Math.max(next, should);
    delivered();
  }, 5);
  const sweeping = setInterval(() => void sweep(), SWEEP_MS);
  await new Promise<void>((resume) => {
    let first = 0;
    delivered = () => {
      while (first < well.length && took.has(well[first] ?? '')) first++;
      if (next >= wanted.length && first === well.length) resume();
    };
  });
  clearInterval(pace);
  clearInterval(sweeping);
  await Promise.all(planning);
  return (performance.now() - begun) / 1000;
}

async function sweep(): Promise<number> {
  const due = await overdue.overdue(tenant, now(), 200);
  for (const row of due) {
    if (row.wake !== undefined) queue.add(v.parse(deliveryQueueMessage, JSON.parse(row.wake.message)), 0);
    await overdue.pushOn(row, new Date(ms() + LEAVE_MS));
  }
  return due.length;
}

/** Turns the clock from one thing that is due to the next, until nothing is. */
async function workOff(): Promise<number> {
  const from = ms();
  for (;;) {
    await queue.idle();
    const [row] = await overdue.overdue(tenant, new Date(ms() + 3 * DAY_MS), 1);
    const soonest = Math.min(queue.next(), row === undefined ? Number.POSITIVE_INFINITY : Date.parse(row.dueAt));
    if (soonest === Number.POSITIVE_INFINITY) return (ms() - from) / 3_600_000;
    // A second at a time, so that what is due together is worked on together.
    turned += Math.max(0, soonest + 1_000 - ms());
    queue.turn();
    while ((await sweep()) === 200) await queue.idle();
  }
}

/** How fast the lanes work when everything is there at once, a second. */
async function capacity(): Promise<number> {
  const count = Math.min(WARM, given.documents);
  const warm = async (first: number) => round('alone', first, first + count, AT_ONCE);
  await warm(given.documents);
  const seconds = await warm(given.documents + count);
  return (count * 0.9) / seconds;
}

const shares = (side: Side, round: number, ids: readonly number[]) =>
  ids.map((share) => {
    const times = [...took]
      .filter(
        ([id]) => id.startsWith(side) && roundOf(id) === round && behaviourOf(documentOf(id) % PARTNERS) === 'well',
      )
      .map(([, time]) => time)
      .toSorted((a, b) => a - b);
    return times[Math.floor(times.length * share)] ?? 0;
  });
const documentOf = (id: string) => Number(id.split('-').at(-1));
const roundOf = (id: string) => Math.floor((documentOf(id) * ROUNDS) / given.documents);

console.error('the capacity is measured');
const rate = (await capacity()) * LOAD;
const seconds = { alone: 0, together: 0 };
const written = { alone: 0, together: 0 };
const [cpu, clock] = [process.cpuUsage(), performance.now()];
for (let n = 0; n < ROUNDS; n++)
  for (const side of n % 2 === 0 ? (['alone', 'together'] as const) : (['together', 'alone'] as const)) {
    const [from, to] = [n, n + 1].map((at) => Math.ceil((given.documents * at) / ROUNDS));
    const before = writes;
    console.error(`round ${n + 1} of ${ROUNDS}, ${side}`);
    // Those of broken partners come beside the others, which come no faster and no slower.
    const pace = side === 'alone' ? rate * 0.9 : rate;
    seconds[side] += await round(side, from ?? 0, to ?? 0, pace);
    written[side] += writes - before;
  }
const { user, system } = process.cpuUsage(cpu);
const processor = (user + system) / 1000 / (performance.now() - clock);
console.error('the clock is turned');
isTurning = true;
const hours = await workOff();
work.stop();
const rounds = Array.from({ length: ROUNDS }, (_, n) => ({
  alone: shares('alone', n, [0.5, 0.95, 0.99]),
  together: shares('together', n, [0.5, 0.95, 0.99]),
}));
console.log(JSON.stringify({ rate, seconds, written, rounds, hours, faults, processor, writes }));
