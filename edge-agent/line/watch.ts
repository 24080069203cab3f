import { setTimeout as sleep } from 'node:timers/promises';
import { Halt } from './alarm-table.ts';
import type { Limits } from './limits.ts';
import { type Machine, machineFault, notUp, orHalt } from './machine.ts';
import type { UnitFlow } from './unit-flow.ts';

/**
 * Looks after a running line until the signal aborts: devices there, machine content, packs arriving.
 *
 * @throws Halt when one of them is not so
 */
export async function watch(machine: Machine, flow: UnitFlow, limits: Limits, signal: AbortSignal): Promise<never> {
  for (;;) {
    const down = notUp(machine);
    if (down.length > 0) throw new Halt('device-lost', down.join(', '));
    const status = await orHalt('the gate', machine.plc.status(signal));
    const fault = machineFault(status);
    if (fault !== undefined) throw new Halt(fault, `${status.zone} packs in the zone`);
    if (flow.inFlight > 0 && flow.silence > limits.silenceMs) {
      throw new Halt('silence', `${flow.inFlight} packs on their way, nothing heard for ${limits.silenceMs} ms`);
    }
    await sleep(limits.watchMs, undefined, { signal });
  }
}
