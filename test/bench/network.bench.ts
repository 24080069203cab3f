import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { startWorld, type World } from '../kit/delivery-world.ts';
import { anyCredentials } from '../kit/dynoxide.ts';
import { giveTenant } from '../kit/give-tenant.ts';
import {
  behaviourOf,
  deliveryOf,
  eventsFrom,
  eventsTogether,
  PARTNERS,
  storePartners,
  tenant,
} from './network-partners.ts';

// 50 partners over real HTTP, 5 of them broken in different ways, and their documents through the senders: how long those take whose partners are well, beside the same documents
// without the broken partners, in turns. At the end everything is delivered, or parked or refused with a reason. `DOCS` replaces the number where a machine has little time.
const count = Number(process.env['DOCS'] ?? 100_000);
const lanes = Number(process.env['LANES'] ?? 32);
/** More than the capacity is measured with. */
const WARM = 800;

const figures = v.object({
  rate: v.number(),
  seconds: v.object({ alone: v.number(), together: v.number() }),
  written: v.object({ alone: v.number(), together: v.number() }),
  rounds: v.array(v.object({ alone: v.array(v.number()), together: v.array(v.number()) })),
  hours: v.number(),
  faults: v.number(),
  processor: v.number(),
  writes: v.number(),
});
const addresses = v.object({ peers: v.string(), nobody: v.string() });

const world = await startWorld();
const peers = spawn(process.execPath, [`${import.meta.dirname}/network-peers.ts`], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const { peers: url, nobody } = v.parse(addresses, JSON.parse(await firstLine(peers)));
  await giveTenant(world.table.db, tenant);
  await storePartners(world.table.db, url, nobody);
  for (let first = 0; first < count + WARM; first += eventsTogether)
    await world.needs.ledger.append(tenant, eventsFrom(first, count + WARM));
  const given = { at: world.at, credentials: anyCredentials, documents: count, lanes };
  const file = `${import.meta.dirname}/network-workers.ts`;
  // What it logs is not kept; how far it is goes to the error output.
  const workers = spawn(process.execPath, [file, JSON.stringify(given)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const told = v.parse(figures, JSON.parse(await lastLine(workers)));
  tell(told);
  await reconcile(world, told);
} finally {
  peers.kill();
  await world.stop();
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('no output');
  for await (const line of createInterface(stdout)) return line;
  throw new Error('the peers ended');
}

async function lastLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('no output');
  let last = '';
  for await (const line of createInterface(stdout)) last = line;
  return last;
}

function tell({ rate, seconds, written, rounds, hours, processor }: v.InferOutput<typeof figures>): void {
  const well = count * (1 - 5 / PARTNERS);
  const line = (metric: string, value: number, unit: string, beside?: number) => {
    const baseline =
      beside === undefined ? {} : { baseline: { name: 'without the broken partners', value: round(beside) } };
    const ratio = beside === undefined ? {} : { ratio: round(value / beside) };
    process.stdout.write(
      `${JSON.stringify({ bench: 'network', metric, value: round(value), unit, ...baseline, ...ratio })}\n`,
    );
  };
  for (const [i, share] of ['p50', 'p95', 'p99'].entries()) {
    const of = (side: 'alone' | 'together') => median(rounds.map((one) => one[side][i] ?? 0));
    line(`${share} of delivery to partners that are well, ${count} documents`, of('together'), 'ms', of('alone'));
  }
  line('documents that came a second', rate, 'documents/s');
  line(
    'documents delivered a second to partners that are well',
    well / seconds.together,
    'documents/s',
    well / seconds.alone,
  );
  line('writes of a document', written.together / count, 'write units', written.alone / well);
  line('share of one processor', processor, '');
  line('hours on the clock until everything was delivered or parked', hours, 'h');
}

function round(figure: number): number {
  return Math.round(figure * 100) / 100;
}

function median(of: readonly number[]): number {
  const sorted = of.toSorted((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
}

/** @throws when anything is neither delivered nor parked or refused with a reason, or anybody lost what he should have */
async function reconcile({ needs }: World, { faults }: v.InferOutput<typeof figures>): Promise<void> {
  const states = new Map<string, number>();
  const wrong: string[] = [];
  for (let document = 0; document < count; document++) {
    const behaviour = behaviourOf(document % PARTNERS);
    const row = await needs.deliveries.get(tenant, deliveryOf('together', document).deliveryId);
    const key = `${behaviour}: ${row?.state}`;
    states.set(key, (states.get(key) ?? 0) + 1);
    const expected = behaviour === 'well' ? 'delivered' : behaviour === 'drips' ? 'rejected' : 'parked';
    if (row?.state !== expected || (expected !== 'delivered' && !row.failure))
      wrong.push(`${document} ${key} ${row?.failure}`);
  }
  for (const [metric, value] of [...states].toSorted())
    process.stdout.write(`${JSON.stringify({ bench: 'network', metric, value, unit: 'documents' })}\n`);
  if (wrong.length > 0 || faults > 0)
    throw new Error(`${wrong.length} documents ended wrong, ${faults} faults: ${wrong.slice(0, 5).join('; ')}`);
}
