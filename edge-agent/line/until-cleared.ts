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
 *
 * @param patienceMs after which it is given up, and said so; for ever when left out
 */
export async function untilCleared(
  needs: Needs,
  clear: (signal: AbortSignal) => Promise<unknown>,
  signal: AbortSignal,
  patienceMs = Number.POSITIVE_INFINITY,
): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  await told(needs, LOOKS * needs.limits.watchMs, signal, async () => {
    for (let why = ''; performance.now() < giveUpAt || why === ''; await sleep(PAUSE_MS, undefined, { signal })) {
      why = notUp(needs.machine).join(', ');
      if (why !== '') continue;
      try {
        await clear(signal);
        return;
      } catch (error) {
        if (!(error instanceof Halt)) throw error;
        why = error.message;
      }
    }
    needs.raise('device-lost', `${notUp(needs.machine).join(', ') || 'the line'}: the zone was not run empty`);
  });
}

/** Does what waits for devices. What it waits for longer than they may take is raised as an alarm, and so ends it: an alarm changes the state. */
export function toldWhenLate<Result>(needs: Needs, work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
  return told(needs, needs.limits.deviceMs, signal, work);
}

async function told<Result>(
  needs: Needs,
  everyMs: number,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  const over = new AbortController();
  const telling = tellWhy(needs, everyMs, AbortSignal.any([signal, over.signal]));
  try {
    return await work();
  } finally {
    over.abort();
    await telling;
  }
}

async function tellWhy({ machine, raise }: Needs, everyMs: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    const down = notUp(machine);
    if (down.length > 0) raise('device-lost', down.join(', '));
    else await lookOver(machine, signal).catch((said: unknown) => tell(said));
  }
  function tell(said: unknown): void {
    // A coder that has no job says that it is paused. It keeps no zone from being run empty, and gets its job at the start.
    if (said instanceof Halt && said.code !== 'printer-paused' && !signal.aborted) raise(said.code, said.message);
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
