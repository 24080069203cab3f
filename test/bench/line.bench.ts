import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { limits } from '../../edge-agent/line/limits.ts';
import { Line } from '../../edge-agent/line/line.ts';
import type { Machine } from '../../edge-agent/line/machine.ts';
import { closeMachine, openMachine } from '../../edge-agent/open-machine.ts';
import { openDatabase } from '../../edge-agent/store/database.ts';
import { anOrder, assign, storesOf, temporary } from '../../edge-agent/testing/builders.ts';
import { never } from '../kit/simulated-line.ts';
import { report } from './measure.ts';
import { diskOf, watchProcess } from './process-load.ts';
import { type Ports, startPlant } from './simulated-plant.ts';

/**
 * Eight lines of 600 packs a minute in one agent, against devices in another process: the time from a camera's result to the moment when the
 * gate has acknowledged its verdict. Every verdict leaves when it is on disk. Beside it the same drivers and sockets with a verdict that is
 * sent at once and recorded nowhere.
 *
 * The load is placed as at a plant, as far as two processors let it: the agent in this process; printers, PLCs and belts in another; and the
 * cameras' decoding in a thread of that with a lower priority, since cameras have processors of their own.
 */
const LINES = 8;
const PACKS_A_MINUTE = 600;
const UNITS = Number(process.env['UNITS'] ?? 300);
/** What each line begins after the one before, in ms: it spreads reads evenly over the time between two packs, and the ends of cases likewise. */
const APART = 137.5;
const place = { readPoint: 'urn:epc:id:sgln:9521234.00001.1', bizLocation: 'urn:epc:id:sgln:9521234.00001.0' };

type Settings = Parameters<typeof openMachine>[0] & v.InferOutput<typeof limits>;

const settingsOf = ({ printer, reader, plc }: Ports, line: string): Settings => {
  const at = (port: number) => ({ host: '127.0.0.1', port });
  return { ...v.parse(limits, {}), ...place, line, printer: at(printer), reader: at(reader), plc: at(plc) };
};

/** Notes how long each verdict took from its read to the gate's acknowledgement, in milliseconds. */
function timed(machine: Machine, taken: number[]): Machine {
  const { reader, plc } = machine;
  const readAt = new Map<number, number>();
  reader.onRead(({ sequence }) => readAt.set(sequence, performance.now()));
  const verdict = plc.verdict.bind(plc);
  plc.verdict = async (sequence, ...rest) => {
    await verdict(sequence, ...rest);
    const from = readAt.get(sequence);
    if (from !== undefined) taken.push(performance.now() - from);
  };
  return machine;
}

const ready = async (machine: Machine): Promise<void> => {
  while ([machine.printer, machine.reader, machine.plc].some((one) => one.health() !== 'up')) await sleep(20);
};

/** Lets packs in one by one and says that each is good. */
async function echo(machine: Machine): Promise<void> {
  const { printer, reader, plc } = machine;
  let read = 0;
  reader.onRead(({ sequence }) => {
    read += 1;
    plc.verdict(sequence, 'good', never()).catch(() => undefined);
  });
  await ready(machine);
  for (let unit = 1; unit <= UNITS; unit++) {
    while (unit - read > 4) await sleep(1);
    await printer.print(
      {
        elements: [
          { ai: '01', value: '09521234000013' },
          { ai: '21', value: `S${unit}` },
        ],
        text: [],
      },
      never(),
    );
    await plc.release(1, never());
  }
  while (read < UNITS) await sleep(10);
}

async function run(
  work: (machines: readonly { machine: Machine; settings: Settings }[], folder: string) => Promise<void>,
) {
  const home = temporary();
  const plant = await startPlant(home.directory, LINES, PACKS_A_MINUTE);
  const taken: number[] = [];
  const machines = plant.lines.map((ports, index) => {
    const settings = settingsOf(ports, `line-${index + 1}`);
    return { settings, machine: timed(openMachine(settings), taken) };
  });
  const disk = diskOf(home.directory);
  const watched = watchProcess();
  await work(machines, home.directory);
  const load = watched();
  await Promise.all(machines.map(({ machine }) => closeMachine(machine)));
  const { cartons, late } = await plant.passed();
  await plant.close();
  home.remove();
  const sorted = taken.toSorted((a, b) => a - b);
  const at = (share: number) => 1_000 * (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return { at, cartons, late, load, disk };
}

const produce =
  (apart: number) => async (machines: readonly { machine: Machine; settings: Settings }[], folder: string) => {
    const stores = storesOf(openDatabase(folder));
    for (const { settings } of machines) {
      const { line } = settings;
      assign(stores, anOrder({ order: `order-${line}`, line, quantity: UNITS, unitsPerCase: 10, casesPerPallet: 10 }));
    }
    const lines = machines.map(
      ({ machine, settings }) =>
        new Line({
          ...stores,
          machine,
          place,
          line: settings.line,
          limits: settings,
          now: Date.now,
          posted: () => undefined,
          log: () => undefined,
        }),
    );
    const work = lines.map(async (line, index) => {
      await sleep(index * apart);
      await line.work();
    });
    while (stores.batches.in('closed').length < LINES) {
      // Whatever a busy machine makes a line stop for shows in the figures.
      for (const line of lines) if (line.state === 'Held') line.acknowledge('bench');
      await sleep(50);
    }
    for (const line of lines) line.stop();
    await Promise.all(work);
    stores.db.close();
  };

const bareRun = (apart: number) =>
  run(async (machines) => {
    await Promise.all(machines.map(({ machine }, index) => sleep(index * apart).then(() => echo(machine))));
  });

const bare = await bareRun(APART);
const bareInStep = await bareRun(0);
const agent = await run(produce(APART));
const inStep = await run(produce(0));
const bench = `line: ${LINES} lines, ${PACKS_A_MINUTE} packs a minute each`;
for (const [metric, share] of [
  ['p50', 0.5],
  ['p99', 0.99],
  ['p99.9', 0.999],
] as const) {
  const baseline = (value: number) => ({ name: 'the same sockets, nothing recorded', value });
  report({
    bench,
    metric: `read to verdict acknowledged, ${metric}`,
    value: agent.at(share),
    unit: 'µs',
    baseline: baseline(bare.at(share)),
  });
  report({
    bench,
    metric: `the same, all in step, ${metric}`,
    value: inStep.at(share),
    unit: 'µs',
    baseline: baseline(bareInStep.at(share)),
  });
}
const besides = (metric: string, unit: string, of: (one: typeof agent) => number) =>
  report({
    bench,
    metric,
    value: of(agent),
    unit,
    baseline: { name: 'the same sockets, nothing recorded', value: of(bare) },
  });
besides('event loop late, p99', 'µs', ({ load }) => 1_000 * load.late.p99);
besides('event loop late, p99.9', 'µs', ({ load }) => 1_000 * load.late.p999);
besides('longest pause for garbage', 'µs', ({ load }) => 1_000 * load.garbage);
besides('processor time', '% of one', ({ load }) => 100 * load.processor);
report({ bench, metric: 'eight pages to disk, p50', value: 1_000 * agent.disk(0.5), unit: 'µs' });
report({ bench, metric: 'eight pages to disk, p99', value: 1_000 * agent.disk(0.99), unit: 'µs' });
report({ bench, metric: 'verdicts after their deadline', value: agent.late, unit: `of ${agent.cartons}` });
report({ bench, metric: 'the same, all in step', value: inStep.late, unit: `of ${inStep.cartons}` });
report({ bench, metric: 'the same, nothing recorded', value: bare.late, unit: `of ${bare.cartons}` });
report({
  bench,
  metric: 'load average of the machine',
  value: loadavg()[0] ?? 0,
  unit: `on ${availableParallelism()} cores`,
});
