import { setTimeout as sleep } from 'node:timers/promises';
import type { PackMlState } from '#shared/line/packml.ts';
import type { Batch } from '../store/batches.ts';
import type { Control } from '../store/controls.ts';
import type { AlarmBook } from './alarm-book.ts';
import { Halt } from './alarm-table.ts';
import { clearanceOf, isReady } from './awaited.ts';
import { whileLabelsAreDue } from './packing/label-watch.ts';
import type { Production } from './production.ts';
import type { Pulse } from './pulse.ts';
import { Run, type RunNeeds } from './run.ts';
import type { UnitState } from './unit-state.ts';

/** What a phase works with. */
export interface Floor {
  readonly needs: RunNeeds;
  readonly unit: UnitState;
  readonly alarms: AlarmBook;
  /** Fires when anything may have changed. */
  readonly changed: Pulse;
  /** Aborts when the state is left or the agent ends. */
  readonly signal: AbortSignal;
  readonly control: () => Control;
  readonly agentEnds: () => boolean;
  readonly run: () => Run | undefined;
  readonly take: (run: Run) => void;
  readonly production: () => Production | undefined;
  readonly produce: (run: Run) => void;
  readonly endProduction: (gently: boolean) => Promise<void>;
  readonly checkNumbers: (run: Run) => void;
}

/** How long an aborted line waits at least. */
const PAUSE_MS = 500;

/**
 * What a line does in each state of PackML until it leaves it. Acting states end with `done`; what goes wrong in any of them raises an
 * alarm, which changes the state.
 */
export const phases: Record<PackMlState, (floor: Floor) => Promise<void>> = {
  Stopped: async ({ unit, control, changed, signal }) => {
    await changed.until(() => control().stands !== 'Stopped', signal);
    unit.step('reset');
  },
  Resetting: done,
  Idle: async (floor) => {
    const { changed, signal, unit } = floor;
    const ready = () => {
      askForClearance(floor);
      return mayStart(floor);
    };
    await changed.until(ready, signal);
    unit.step('start');
  },
  Starting: starting,
  Unholding: starting,
  Execute: executing,
  Suspending: async (floor) => {
    floor.run()?.pause('the machine waits for what comes before or after it');
    await done(floor);
  },
  // Whoever watches the machine sees when it may go on.
  Suspended: ({ changed, signal }) => changed.until(() => false, signal),
  Unsuspending: async (floor) => {
    floor.run()?.resume();
    await done(floor);
  },
  Holding: async (floor) => {
    await comeToAStand(floor);
    floor.unit.step('done');
  },
  Held: async ({ unit, alarms, control, changed, signal }) => {
    await changed.until(() => control().stands === undefined && !alarms.stopsLine(), signal);
    unit.step('unhold');
  },
  Completing: completing,
  Complete: async ({ unit }) => unit.step('reset'),
  Stopping: async (floor) => {
    // Whoever stops a line whose printer is gone has it stand: its zone is run empty at the next start.
    await comeToAStand(floor, floor.needs.limits.deviceMs);
    floor.unit.step('done');
  },
  Aborting: aborting,
  Aborted: async ({ unit, alarms, control, agentEnds, changed, signal }) => {
    // Who aborted the line by hand, or by the emergency stop, clears it by hand.
    await changed.until(() => agentEnds() || (control().stands === undefined && !alarms.stopsLine()), signal);
    // Should the alarm itself be unreadable, the line tries again by and by instead of spinning.
    await sleep(PAUSE_MS, undefined, { signal });
    unit.step('clear');
  },
  Clearing: done,
};

async function done({ unit }: Floor): Promise<void> {
  unit.step('done');
}

/** Whether the next batch starts by itself: people start what they have cleared the line for. */
function mayStart({ needs, control }: Floor): boolean {
  const { mode, stands } = control();
  if (mode !== 'Produce' || stands === 'Stopped') return false;
  const batch = needs.batches.next(needs.line);
  if (batch === undefined) return false;
  return hasBegun(batch) || (batch.recipe.clearance.before.length === 0 && stands === undefined);
}

/** A batch with a checklist is the line's next from the moment its people are asked to clear the line for it. */
function askForClearance({ needs }: Floor): void {
  const { batches, line, now } = needs;
  const batch = batches.next(line);
  if (batch?.state !== 'assigned' || clearanceOf(needs, batch, 'before') === undefined) return;
  batches.move(batch, 'clearance', new Date(now()).toISOString(), 'line clearance is asked for');
}

const hasBegun = ({ startedAt }: Batch): boolean => startedAt !== undefined;

async function starting(floor: Floor): Promise<void> {
  const { needs, unit, alarms, control, signal } = floor;
  const { batches, line } = needs;
  const batch = batches.next(line);
  // It was cancelled or moved to another line before this one had begun it.
  if (batch === undefined) {
    unit.step('stop');
    return;
  }
  const run = new Run(needs, batch);
  floor.take(run);
  // An alarm from before a restart still waits for somebody, and so does a line that somebody held.
  if (alarms.stopsLine() || control().stands !== undefined) {
    unit.step('hold');
    return;
  }
  const full = needs.diskFull?.();
  if (full !== undefined) throw new Halt('disk-full', full);
  await run.start(signal);
  unit.step('done');
  floor.produce(run);
}

async function executing(floor: Floor): Promise<void> {
  const { unit, signal, changed } = floor;
  const production = floor.production();
  if (production === undefined) throw new Error('nothing is being produced');
  void production.over.then(() => changed.fire());
  await changed.until(() => production.finished, signal);
  await production.run.compareCounts(signal);
  unit.step('complete');
}

async function completing(floor: Floor): Promise<void> {
  const { alarms, changed, signal, unit } = floor;
  const run = floor.run();
  if (run === undefined) throw new Error('there is no batch to complete');
  await floor.endProduction(false);
  // What went wrong the last time is dealt with before it is tried again.
  await changed.until(() => !alarms.stopsLine(), signal);
  await run.windUp(signal);
  const ready = () => {
    if (alarms.stopsLine()) return false;
    run.closeRest();
    return isReady(run.awaited());
  };
  await whileLabelsAreDue(floor.needs, run.packing, signal, async () => {
    do await changed.until(ready, signal);
    while (!(await run.close(signal)));
  });
  unit.step('done');
}

/** Feeds no more. Packs on their way are let out, unless an alarm says that they cannot be trusted; then the zone is run empty. */
async function comeToAStand(floor: Floor, patienceMs?: number): Promise<void> {
  const { needs, alarms, signal, agentEnds } = floor;
  const run = floor.run();
  await floor.endProduction(!alarms.stopsLine());
  if (run === undefined || isDone(run.batch)) return;
  await run.clear(signal, patienceMs);
  run.pause(agentEnds() ? 'the agent ends' : 'the line stands');
  sealAll(needs);
}

async function aborting(floor: Floor): Promise<void> {
  const { unit, needs, alarms } = floor;
  await floor.endProduction(false);
  try {
    floor.run()?.pause('the line was aborted');
    sealAll(needs);
  } catch (error) {
    // What made the line abort may be that nothing can be recorded. The alarm stands; the next start puts the batch right.
    if (!alarms.stopsLine()) throw error;
  }
  unit.step('done');
}

/** Whoever comes to look may want to look packs up. */
function sealAll({ outbox, line, now, posted }: RunNeeds): void {
  outbox.seal(line, now());
  posted();
}

const isDone = ({ state }: Batch): boolean => state === 'closed' || state === 'reported' || state === 'cancelled';
