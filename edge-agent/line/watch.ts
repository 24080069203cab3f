import { setTimeout as sleep } from 'node:timers/promises';
import type { PlcStatus } from '../devices/device.ts';
import { Halt } from './alarm-table.ts';
import type { BinWatch } from './bin-watch.ts';
import type { Limits } from './limits.ts';
import { type ExternalCause, lookOver, type Machine, notUp } from './machine.ts';
import type { Packing } from './packing/packing.ts';
import type { UnitFlow } from './unit-flow.ts';

export interface Watched {
  readonly machine: Machine;
  readonly flow: UnitFlow;
  readonly bin: BinWatch;
  readonly packing: Pick<Packing, 'overdue'>;
  readonly limits: Limits;
  /** Told at every look what keeps the machine waiting from outside. */
  readonly waitsFor: (cause: ExternalCause | undefined) => void;
  /** Why nothing more may be recorded; undefined while there is room. */
  readonly diskFull?: (() => string | undefined) | undefined;
}

/**
 * Looks after a running line until the signal aborts: devices there, gate and printer content, rejects in their bin, packs arriving.
 *
 * @throws Halt when one of them is not so
 */
export async function watch(
  { machine, flow, bin, packing, limits, waitsFor, diskFull = () => undefined }: Watched,
  signal: AbortSignal,
): Promise<never> {
  const seen = (gate: PlcStatus) => {
    const amiss = bin.sees(gate);
    if (amiss !== undefined) throw new Halt('bin-disagrees', amiss);
  };
  for (;;) {
    const down = notUp(machine);
    if (down.length > 0) throw new Halt('device-lost', down.join(', '));
    const full = diskFull();
    if (full !== undefined) throw new Halt('disk-full', full);
    const cause = await lookOver(machine, signal, seen);
    if (cause !== undefined) flow.wait();
    const overdue = packing.overdue(cause !== 'blocked');
    if (overdue !== undefined) throw new Halt('scanner-silent', overdue);
    waitsFor(cause);
    if (flow.inFlight > 0 && flow.silence > limits.silenceMs) {
      throw new Halt('silence', `${flow.inFlight} packs on their way, nothing heard for ${limits.silenceMs} ms`);
    }
    await sleep(limits.watchMs, undefined, { signal });
  }
}
