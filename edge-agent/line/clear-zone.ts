import { setTimeout as sleep } from 'node:timers/promises';
import type { Fate, PlcStatus } from '../devices/device.ts';
import type { Batches } from '../store/batches.ts';
import type { Journal } from '../store/journal.ts';
import { unbinned } from './bin-watch.ts';
import type { Limits } from './limits.ts';
import { type Machine, orHalt } from './machine.ts';
import { countsSince } from './report.ts';
import type { UnitFlow } from './unit-flow.ts';

interface Needs {
  readonly machine: Machine;
  readonly flow: UnitFlow;
  readonly batch: number;
  readonly line: string;
  readonly batches: Batches;
  readonly journal: Journal;
  readonly limits: Limits;
  /** Fates that could not be taken when they came, by trigger. */
  readonly early: Map<number, Fate>;
}

/**
 * Brings printer, zone and journal to where nothing is under way, whatever happened before: labels thrown away, the zone run
 * empty, every unit with its fate. Serves a start, a restart after a crash and every stop alike, and may be repeated.
 *
 * @returns the trigger at which the next carton will come
 * @throws Halt when a device does not answer
 */
export async function clearZone(needs: Needs, signal: AbortSignal): Promise<number> {
  const { machine, flow, batch, line, batches, journal, early } = needs;
  flow.clear();
  const before = await orHalt('the gate', machine.plc.status(signal));
  // A counter that went back is another counter: its triggers say nothing about units of the old one.
  const restarted = before.triggers < journal.lastTrigger(line);
  if (restarted) {
    early.clear();
    flow.giveUp();
  }
  await orHalt('the printer', machine.printer.cancelAll(signal));
  await orHalt('the gate', machine.plc.purge(signal));
  const { triggers, ...counters } = await orHalt('the gate', machine.plc.status(signal));
  for (const fate of early.values()) flow.fate(fate);
  early.clear();
  // Cartons that never came to the camera have no fate to wait for.
  flow.giveUp(triggers);
  await fatesToldOf(needs, signal);
  flow.giveUp();
  const { gate, unbinned: base } = batches.get(batch);
  if (restarted || gate === undefined) batches.countFrom(batch, countsSince(journal.confirmed(batch), counters));
  if (restarted || base === undefined) {
    const settled = await settledCounters(needs, before, signal);
    batches.countBinFrom(batch, unbinned(settled));
    batches.noteBin(batch, settled.binConfirmed);
  } else batches.noteBin(batch, counters.binConfirmed);
  return triggers + 1;
}

/** Gate and bin, once what the purge threw out has fallen in. */
async function settledCounters({ machine, limits }: Needs, before: PlcStatus, signal: AbortSignal): Promise<PlcStatus> {
  const counters = await orHalt('the gate', machine.plc.status(signal));
  if (counters.rejected === before.rejected) return counters;
  await sleep(limits.watchMs, undefined, { signal });
  return orHalt('the gate', machine.plc.status(signal));
}

async function fatesToldOf({ flow, limits }: Needs, signal: AbortSignal): Promise<void> {
  if (flow.inFlight === 0) return;
  const enough = new AbortController();
  const told = flow.changed.until(() => flow.inFlight === 0, AbortSignal.any([signal, enough.signal]));
  const late = sleep(limits.settleMs, undefined, { signal: enough.signal }).catch(() => undefined);
  try {
    await Promise.race([told, late]);
  } finally {
    told.catch(() => undefined);
    enough.abort();
  }
}
