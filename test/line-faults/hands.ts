import type { LedgerEntry } from '../../edge-agent/devices/simulated/world.ts';
import type { AlarmCode } from '../../edge-agent/line/alarm-table.ts';
import type { PersonsCommand } from '../../edge-agent/line/by-hand.ts';
import type { Line } from '../../edge-agent/line/line.ts';
import type { Fault } from './fault.ts';
import type { Scene } from './handles.ts';

export const GTIN = '09521234000013';
const WHO = 'hands';

/** What the person at a rehearsed line signs with. */
export const handSignature = {
  by: WHO,
  name: 'Hands Smith',
  meaning: 'performed',
  reason: 'looked into and put right as the remedy says',
  at: '2026-03-01T08:00:00.000Z',
  offset: '+00:00',
};

/** Explains what has to be explained where people sign, and acknowledges the rest. */
export function answerAlarms(line: Line): void {
  if (line.acknowledge(WHO) === undefined) return;
  const signed = line.alarms.open().filter((alarm) => alarm.signed);
  const refusal =
    line.explain(
      signed.map(({ alarm }) => alarm),
      handSignature,
    ) ?? line.acknowledge(WHO);
  if (refusal !== undefined) throw new Error(refusal.detail);
}

/** Alarms after which somebody looks through the good packs. */
const searching: readonly string[] = ['bad-pack-passed', 'bin-disagrees', 'e-stop'] satisfies AlarmCode[];

/** The serial that is printed on a carton. */
export const serialOn = ({ printed }: Pick<LedgerEntry, 'printed'>): string | undefined => printed?.split('\x1d21')[1];

/** What somebody does to get a line on that was aborted or stopped for safety. */
const next: Readonly<Record<string, PersonsCommand>> = { Aborted: 'clear', Stopped: 'reset', Idle: 'start' };

/**
 * A person at the line: does what the alarms' remedies say once the line stands, and nothing before. What is taken out of the good packs is
 * kept by carton.
 */
export class Hands {
  readonly takenOut = new Set<number>();
  readonly #scene: Scene;
  readonly #mended = new Set<Fault>();
  readonly #happened: () => readonly Fault[];

  /** @param happened faults that have come about so far */
  constructor(scene: Scene, happened: () => readonly Fault[]) {
    this.#scene = scene;
    this.#happened = happened;
  }

  /** Has a look at the line. */
  look(): void {
    const { line } = this.#scene;
    const alarms = line.alarms.open().filter(({ stops }) => stops);
    const stands = line.state === 'Held' || line.state === 'Aborted';
    this.#mend(
      line.alarms.open().map(({ code }) => code),
      alarms.length > 0,
    );
    if (alarms.length > 0 && (stands || line.state === 'Completing')) {
      if (alarms.some(({ code }) => searching.includes(code))) this.#search();
      answerAlarms(line);
      return;
    }
    if (line.state === 'Completing' && alarms.length === 0 && !this.#scene.stores.people.none()) answerAlarms(line);
    const command = next[line.state];
    if (alarms.length === 0 && line.control.stands === 'Stopped' && command !== undefined) line.command(command, WHO);
  }

  /** Does away with what an alarm tells of, and with nothing else: a line that does not get on says why. */
  #mend(alarms: readonly string[], stops: boolean): void {
    for (const fault of this.#happened()) {
      const found = fault.alarms.some((code) => alarms.includes(code)) || (fault.alarms.length === 0 && stops);
      if (this.#mended.has(fault) || !found) continue;
      this.#mended.add(fault);
      fault.mend?.(this.#scene);
    }
  }

  /** Scans the good packs; what has no code, or one that the agent does not know as good, is taken out. */
  #search(): void {
    const { world, stores } = this.#scene;
    for (const carton of world.ledger().cartons) {
      if (carton.fate !== 'passed' || this.takenOut.has(carton.carton)) continue;
      const serial = serialOn(carton);
      const state = serial === undefined ? undefined : stores.journal.bySerial(GTIN, serial)?.state;
      if (state === undefined || state === 'rejected' || state === 'destroyed') this.takenOut.add(carton.carton);
    }
  }
}
