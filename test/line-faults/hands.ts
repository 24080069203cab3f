import type { LedgerEntry } from '../../edge-agent/devices/simulated/world.ts';
import type { AlarmCode } from '../../edge-agent/line/alarm-table.ts';
import type { PersonsCommand } from '../../edge-agent/line/by-hand.ts';
import { notUp } from '../../edge-agent/line/machine.ts';
import type { Fault } from './fault.ts';
import type { Scene } from './handles.ts';

export const GTIN = '09521234000013';
const WHO = 'hands';

/** Alarms after which somebody looks through the good packs. */
const searching: readonly string[] = ['bad-pack-passed', 'bin-disagrees', 'e-stop'] satisfies AlarmCode[];

/** The serial that is printed on a carton. */
export const serialOn = ({ printed }: Pick<LedgerEntry, 'printed'>): string | undefined => printed?.split('\x1d21')[1];

/** Looks at a line that waits for a device before somebody goes to see. */
const PATIENCE = 60;

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
  #waited = 0;
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
      line.acknowledge(WHO);
      return;
    }
    const command = next[line.state];
    if (alarms.length === 0 && line.control.stands === 'Stopped' && command !== undefined) line.command(command, WHO);
  }

  /** Does away with what an alarm tells of; what no alarm tells of is looked for when the line does not get on. */
  #mend(alarms: readonly string[], stops: boolean): void {
    const { machine, line } = this.#scene;
    const waits = (line.state === 'Starting' || line.state === 'Unholding') && notUp(machine).length > 0;
    this.#waited = waits ? this.#waited + 1 : 0;
    for (const fault of this.#happened()) {
      const found = fault.alarms.some((code) => alarms.includes(code)) || (fault.alarms.length === 0 && stops);
      if (this.#mended.has(fault) || !(found || this.#waited > PATIENCE)) continue;
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
