import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import * as v from 'valibot';
import type { RegulatorCredentials } from '#common/regulator-access/regulator-credentials.ts';
import { keptTokens } from '#common/regulator-access/tokens.ts';
import { runDelivery } from '#common/run-delivery.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { documents } from '#common/store/document-client.ts';
import { evidenceStore } from '#common/store/evidence.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { deliveryQueueMessage } from '#shared/messages/queue-messages.ts';
import { planRelease } from '../../functions/plan-deliveries/plan-release.ts';
import { regimesOfTenant } from '../../functions/plan-deliveries/regimes-of-tenant.ts';
import { sendReport } from '../../functions/send-regulator/send-report.ts';
import { storesOf } from '../kit/delivery-stores.ts';
import { anyRegion, tables } from '../kit/dynoxide.ts';
import { planEvents } from '../kit/plan-events.ts';
import { mostMemory } from './most-memory.ts';

// One function of the benches of regulators, in a process of its own as Lambda would have it: it plans the release or a movement, or sends what it is woken
// for until nothing is left. Tells on the last line what that took; it does not sleep where it would wait, but turns its clock, and the other side's where
// that has one.

const text = v.string();
const credentials = v.object({ accessKeyId: text, secretAccessKey: text });
const at = v.object({ tables: text, files: text, bucket: text });
const given = v.parse(
  v.object({
    work: v.picklist(['plan', 'move', 'send']),
    ...{ at, credentials, now: v.number(), tenant: text, gtin: text, lot: text },
    hub: v.optional(text),
    /** Of the event that tells the movement. */
    eventId: v.optional(text),
    /** Takes the milliseconds by which the clock is turned. */
    clock: v.optional(text),
    secret: v.optional(v.custom<RegulatorCredentials>((value) => typeof value === 'object')),
    woken: v.array(deliveryQueueMessage),
  }),
  JSON.parse(process.argv[2] ?? ''),
);

const client = { region: anyRegion, credentials: given.credentials };
const db = documents(new DynamoDBClient({ ...client, endpoint: given.at.tables }));
const s3 = new S3Client({ ...client, endpoint: given.at.files, forcePathStyle: true });
const pools = serialPools(db, tables.serials);
const stores = storesOf(db, pools);

const spent: Record<string, number> = {};
let calls = 0;
/** Those that the other side turned away because they came too soon. */
let early = 0;

/** Counts how long the process waits for some work. */
const timed =
  <Given extends unknown[], Taken>(name: string, work: (...of: Given) => Promise<Taken>) =>
  async (...of: Given): Promise<Taken> => {
    const from = performance.now();
    try {
      return await work(...of);
    } finally {
      spent[name] = (spent[name] ?? 0) + (performance.now() - from) / 1000;
    }
  };

let turned = 0;
const { clock, secret } = given;
async function turn(ms: number): Promise<void> {
  if (ms <= 0) return;
  if (clock !== undefined) await fetch(clock, { method: 'POST', body: String(ms) });
  turned += ms;
}
const begun = performance.now();
const now = () => new Date(given.now + turned + performance.now() - begun);
const woken: { readonly message: v.InferOutput<typeof deliveryQueueMessage>; readonly due: number }[] = [];
const wake = async (message: object, delay = 0) =>
  void woken.push({ message: v.parse(deliveryQueueMessage, message), due: now().getTime() + delay * 1000 });
const units = stores.lotUnits;
const evidence = evidenceStore(s3, given.at.bucket);
const send = httpsSender(outboundGuard('loopback'));
const needs = {
  ...stores,
  pools,
  evidence: { ...evidence, put: timed('keeping', evidence.put) },
  lotUnits: { ...units, read: (...of: Parameters<typeof units.read>) => timedPieces(units.read(...of)) },
  send: timed('exchange', async (outgoing: Parameters<typeof send>[0]) => {
    calls++;
    const answer = await send(outgoing);
    if ('status' in answer && answer.status === 429) early++;
    return answer;
  }),
  ...{ wake, wakeRegulator: wake, wakePartner: wake, now, random: Math.random },
  baseUrls: given.hub === undefined ? {} : { eu: given.hub },
  limits: {},
  credentials: async () => {
    if (secret === undefined) throw new Error('no access has a secret');
    return secret;
  },
  tokens: keptTokens(),
  pause: (ms = 0) => turn(ms),
};

async function* timedPieces<Piece>(pieces: AsyncGenerator<Piece>): AsyncGenerator<Piece> {
  const next = timed('reading', () => pieces.next());
  for (let piece = await next(); !piece.done; piece = await next()) yield piece.value;
}

async function drain(): Promise<void> {
  for (const message of given.woken) await wake(message);
  const take = runDelivery(needs, 'acknowledged', sendReport(needs));
  for (let next = soonest(); next !== undefined; next = soonest()) {
    await turn(next.due - now().getTime());
    await take(next.message);
  }
}

function soonest() {
  woken.sort((a, b) => a.due - b.due);
  return woken.shift();
}

const [before, cpu] = [process.memoryUsage.rss(), process.cpuUsage()];
const { tenant, gtin, lot } = given;
// A market that is told by access alone has no business here without one: its reports would wait for an address for ever.
const planner = { ...needs, regimes: await regimesOfTenant(needs, tenant) };
if (given.work === 'plan') await planRelease(planner)({ tenant, release: { gtin, lot } });
else if (given.work === 'move') await planEvents({ needs: planner }, tenant, given.eventId ?? '');
else await drain();
const seconds = (performance.now() - begun) / 1000;
const { user, system } = process.cpuUsage(cpu);
const processor = (user + system) / 1_000_000;
const most = mostMemory();
const megabytes = (most - before) / 1_000_000;
const figures = { seconds, processor, spent, calls, early, megabytes, most: most / 1_000_000, turned: turned / 1000 };
console.log(JSON.stringify({ ...figures, woken: woken.map(({ message }) => message) }));
