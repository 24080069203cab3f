import { setTimeout as sleep } from 'node:timers/promises';
import { Halt } from './alarm-table.ts';
import type { Limits } from './limits.ts';
import { lookOver, type Machine, notUp } from './machine.ts';
import type { UnitFlow } from './unit-flow.ts';

/**
 * Looks after a running line until the signal aborts: devices there, gate and printer content, packs arriving.
 *
 * @throws Halt when one of them is not so
 */
export async function watch(machine: Machine, flow: UnitFlow, limits: Limits, signal: AbortSignal): Promise<never> {
  for (;;) {
    const down = notUp(machine);
    if (down.length > 0) throw new Halt('device-lost', down.join(', '));
    await lookOver(machine, signal);
    if (flow.inFlight > 0 && flow.silence > limits.silenceMs) {
      throw new Halt('silence', `${flow.inFlight} packs on their way, nothing heard for ${limits.silenceMs} ms`);
    }
    await sleep(limits.watchMs, undefined, { signal });
  }
}
