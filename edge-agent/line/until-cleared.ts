import { setTimeout as sleep } from 'node:timers/promises';
import { type AlarmCode, Halt } from './alarm-table.ts';
import type { Limits } from './limits.ts';
import { lookOver, type Machine, notUp } from './machine.ts';

interface Needs {
  readonly machine: Machine;
  readonly limits: Limits;
  readonly raise: (code: AlarmCode, detail: string) => void;
}

/** How long to wait before clearing is tried again. */
const PAUSE_MS = 100;
/** Looks at the machine after which people are told what keeps it from being cleared. */
const LOOKS = 4;

/**
 * Has a line cleared, however often it takes: a purge and a cancel may be repeated without harm. What keeps it from being cleared is raised
 * as an alarm while it is being tried: a belt that stands and a printer that is silent do not say so by themselves.
 */
export async function untilCleared(
  needs: Needs,
  clear: (signal: AbortSignal) => Promise<unknown>,
  signal: AbortSignal,
): Promise<void> {
  const cleared = new AbortController();
  const telling = tellWhy(needs, AbortSignal.any([signal, cleared.signal]));
  try {
    for (;;) {
      while (notUp(needs.machine).length > 0) await sleep(PAUSE_MS, undefined, { signal });
      try {
        await clear(signal);
        return;
      } catch (error) {
        if (!(error instanceof Halt)) throw error;
        await sleep(PAUSE_MS, undefined, { signal });
      }
    }
  } finally {
    cleared.abort();
    await telling;
  }
}

async function tellWhy({ machine, limits, raise }: Needs, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await sleep(LOOKS * limits.watchMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    const down = notUp(machine);
    if (down.length > 0) raise('device-lost', down.join(', '));
    else await lookOver(machine, signal).catch((said: unknown) => tell(said));
  }
  function tell(said: unknown): void {
    if (said instanceof Halt && !signal.aborted) raise(said.code, said.message);
  }
}

/** What the machine itself says is wrong when it does not do as it is told; else what it did. */
export async function causeOf(machine: Machine, fault: unknown, signal: AbortSignal): Promise<unknown> {
  if (!(fault instanceof Halt) || fault.code !== 'device-lost' || notUp(machine).length > 0) return fault;
  try {
    await lookOver(machine, signal);
  } catch (said) {
    if (said instanceof Halt && said.code !== 'device-lost') return said;
  }
  return fault;
}
