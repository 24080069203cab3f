import { setTimeout as sleep } from 'node:timers/promises';
import type { PlcStatus } from '../devices/device.ts';
import { Halt } from './alarm-table.ts';
import type { BinWatch } from './bin-watch.ts';
import type { Limits } from './limits.ts';
import { type ExternalCause, lookOver, type Machine, notUp } from './machine.ts';
import type { UnitFlow } from './unit-flow.ts';

export interface Watched {
  readonly machine: Machine;
  readonly flow: UnitFlow;
  readonly bin: BinWatch;
  readonly limits: Limits;
  /** Told at every look what keeps the machine waiting from outside. */
  readonly waitsFor: (cause: ExternalCause | undefined) => void;
}

/**
 * Looks after a running line until the signal aborts: devices there, gate and printer content, rejects in their bin, packs arriving.
 *
 * @throws Halt when one of them is not so
 */
export async function watch({ machine, flow, bin, limits, waitsFor }: Watched, signal: AbortSignal): Promise<never> {
  const seen = (gate: PlcStatus) => {
    const amiss = bin.sees(gate);
    if (amiss !== undefined) throw new Halt('bin-disagrees', amiss);
  };
  for (;;) {
    const down = notUp(machine);
    if (down.length > 0) throw new Halt('device-lost', down.join(', '));
    const cause = await lookOver(machine, signal, seen);
    if (cause !== undefined) flow.wait();
    waitsFor(cause);
    if (flow.inFlight > 0 && flow.silence > limits.silenceMs) {
      throw new Halt('silence', `${flow.inFlight} packs on their way, nothing heard for ${limits.silenceMs} ms`);
    }
    await sleep(limits.watchMs, undefined, { signal });
  }
}
