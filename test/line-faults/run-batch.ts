import { setTimeout as sleep } from 'node:timers/promises';
import type { LedgerEntry } from '../../edge-agent/devices/simulated/world.ts';
import { guidanceOf } from '../../edge-agent/line/alarm-book.ts';
import { differences } from './differences.ts';
import { namesOf } from './drivers.ts';
import type { Outcome } from './fault.ts';
import type { Scene } from './handles.ts';
import { GTIN, Hands, serialOn } from './hands.ts';
import type { Plan } from './plan.ts';
import { wronglySummed } from './report-sums.ts';
import { setScene } from './scene.ts';
import { wronglyTold } from './told-events.ts';

/** What came of one batch; `wrong` is empty when all is as it has to be. */
export interface BatchResult {
  readonly seed: number;
  /** What printer, camera and PLC speak. */
  readonly drivers: string;
  readonly planted: readonly string[];
  readonly cartons: number;
  readonly alarms: readonly string[];
  readonly wrong: readonly string[];
}

const LOOK_MS = 5;
/** A person needs a moment to come; here just long enough for the line to stand. */
const LOOKS_PER_HAND = 4;
/** A batch that is not closed by then never will be. */
const PATIENCE_MS = 60_000;

/** Runs one batch with its faults, from an empty database to its report, and holds what is recorded against what happened. */
export async function runBatch(plan: Plan): Promise<BatchResult> {
  const scene = await setScene(plan);
  try {
    for (const { fault } of plan.faults) fault.before?.(scene);
    const hands = await produce(plan, scene);
    return judged(plan, scene, hands);
  } finally {
    await scene.close();
  }
}

async function produce(plan: Plan, scene: Scene): Promise<Hands> {
  const { line, world, stores } = scene;
  const pending = [...plan.faults];
  const isDue = (at: number) => world.ledger().cartons.length >= at;
  const hands = new Hands(scene, () =>
    plan.faults.filter(({ at, fault }) => isDue(at) || fault.before).map(({ fault }) => fault),
  );
  const work = line.work();
  const giveUp = performance.now() + PATIENCE_MS;
  for (let looks = 1; stores.batches.get(1).state !== 'closed' && performance.now() < giveUp; looks++) {
    for (const one of pending.filter(({ at }) => isDue(at))) {
      pending.splice(pending.indexOf(one), 1);
      one.fault.happen?.(scene);
    }
    if (looks % LOOKS_PER_HAND === 0) hands.look();
    await sleep(LOOK_MS);
  }
  line.stop();
  await work;
  return hands;
}

/** Where people sign, no batch is closed over an alarm that ends by what people claim and that nobody has explained. */
function unsigned({ staffed }: Plan, { alarms }: Scene['stores']): string[] {
  if (!staffed) return [];
  return alarms
    .ofBatch(1)
    .filter(({ code, explanation }) => guidanceOf(code).signed && explanation === undefined)
    .map(({ code, detail }) => `${code} was never explained: ${detail}`);
}

/** What is recorded, as the checks of single faults want it. */
function recordOf(
  { alarms, journal }: Scene['stores'],
  cartons: readonly LedgerEntry[],
  { faults }: Plan,
): Pick<Outcome, 'uncalledFor' | 'recordedAs'> {
  const mayStop = faults.some(({ fault }) => fault.alarms.length > 0);
  const stopping = alarms.ofBatch(1).filter(({ stops }) => stops);
  return {
    uncalledFor: mayStop ? undefined : stopping.map(({ code }) => code),
    recordedAs: (carton) => {
      const entry = cartons.find((one) => one.carton === carton);
      const serial = entry && serialOn(entry);
      return serial === undefined ? undefined : journal.bySerial(GTIN, serial)?.state;
    },
  };
}

/** Faults that led to nothing of what they must lead to. */
function unmetOf({ faults }: Plan, outcome: Omit<Outcome, 'at'>): string[] {
  const { alarms } = outcome;
  return faults.flatMap(({ fault, at }) => {
    const raised = fault.alarms.some((code) => alarms.includes(code));
    const seen = fault.fate?.seen({ ...outcome, at }) ?? false;
    const met = fault.fate?.besides === true ? raised && seen : raised || seen;
    const words = seen || fault.fate === undefined ? '' : `, and not: ${fault.fate.words}`;
    return met ? [] : [`${fault.name} at ${at} led to ${alarms.join(', ') || 'nothing'}${words}`];
  });
}

function judged(plan: Plan, { stores, world, states, raised, line }: Scene, { takenOut }: Hands): BatchResult {
  const { db } = stores;
  const ledger = world.ledger();
  const alarms = [...raised];
  const closed = stores.batches.get(1).state === 'closed';
  const open = line.alarms.open().map(({ code, detail }) => `${code} (${detail})`);
  const stuck = [
    `the batch was never closed: ${line.state}, ${open.join(', ') || 'no alarm'}; ${states.slice(-12).join(' ')}`,
  ];
  const cartons = ledger.cartons.map((one) => (takenOut.has(one.carton) ? { ...one, fate: 'rejected' as const } : one));
  const unmet = unmetOf(plan, { cartons, alarms, states, ...recordOf(stores, ledger.cartons, plan) });
  return {
    seed: plan.seed,
    drivers: namesOf({ ...plan, plc: 'modbus' }),
    planted: plan.faults.map(({ fault, at }) => `${fault.name} at ${at}`),
    cartons: ledger.cartons.length,
    alarms,
    wrong: closed
      ? [
          ...differences(db, ledger, takenOut),
          ...wronglySummed(db, ledger, takenOut),
          ...wronglyTold(db),
          ...unsigned(plan, stores),
          ...unmet,
        ]
      : stuck,
  };
}
