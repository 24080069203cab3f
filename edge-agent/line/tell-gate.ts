import type { Plc, Verdict } from '../devices/device.ts';
import type { Database } from '../store/database.ts';
import { flushed } from '../store/flush.ts';
import type { AlarmCode } from './alarm-table.ts';

interface GateNeeds {
  readonly db: Database;
  readonly plc: Plc;
  readonly raise: (code: AlarmCode, detail: string) => void;
  /** Ends with the agent. */
  readonly signal: AbortSignal;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Tells the gate a verdict when all that was noted so far is on disk. Without one it rejects, so nothing bad passes; the unit's fate will say so. */
export function tellGate({ db, plc, raise, signal }: GateNeeds, sequence: number, verdict: Verdict): void {
  const send = () =>
    plc.verdict(sequence, verdict, signal).catch((error: unknown) => {
      if (!signal.aborted) raise('device-lost', `the gate did not take a verdict: ${reasonOf(error)}`);
    });
  flushed(db).then(send, (error: unknown) => raise('fault', reasonOf(error)));
}

/** Sees to it that what was noted comes to the disk though nobody is told of it. */
export function keep({ db, raise }: Pick<GateNeeds, 'db' | 'raise'>): void {
  flushed(db).catch((error: unknown) => raise('fault', reasonOf(error)));
}
