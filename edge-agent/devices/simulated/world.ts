import type { Fate, Verdict } from '../device.ts';
import type { Faults } from './faults.ts';
import type { Picture } from './picture.ts';
import type { Random } from './random.ts';

/** What the printer put on a carton. `code` is the element string it was told to encode, undefined for none. */
export interface Print {
  readonly code: string | undefined;
  readonly picture: Picture;
  readonly damage: 'void' | 'growth' | 'contrast' | undefined;
}

/** What physically happened to one carton. Members are undefined until they happen, and for ever when they do not. */
export interface LedgerEntry {
  readonly carton: number;
  printed?: string | undefined;
  damage?: string | undefined;
  sequence?: number | undefined;
  /** What the camera saw, whether or not it could tell anybody. */
  read?: string | undefined;
  grade?: number | undefined;
  /** The verdict the PLC held when the carton reached the gate. */
  verdict?: Verdict | undefined;
  fate: Fate['fate'] | 'in zone' | 'missing';
}

/** What the machines along the belt do. The world calls them as cartons come by, in the order of the belt. */
export interface Machines {
  infeedOpen(): boolean;
  entered(): void;
  print(carton: number): Print | undefined;
  /** The product detector at the camera; answers with the trigger's number. */
  detected(): number;
  /** The window in which a carton should have reached the camera passed. */
  missed(): void;
  look(entry: LedgerEntry, picture: Picture | undefined): void;
  /** Sets the gate for a trigger's carton, which is here. */
  gate(sequence: number): { verdict: Verdict | undefined; position: Fate['fate'] };
  /** The sensor behind the gate saw where it went, or its window passed. */
  confirmed(entry: LedgerEntry, fate: Fate['fate'] | 'lost'): void;
}

/** Where things stand on the belt, in millimetres from the infeed. */
export interface Stations {
  readonly pitch: number;
  readonly printer: number;
  readonly camera: number;
  readonly gate: number;
}

interface Carton {
  readonly entry: LedgerEntry;
  readonly enteredAt: number;
  /** Stations it has passed. */
  passed: number;
  picture: Picture | undefined;
  taken: boolean;
}

/**
 * Cartons on a belt that only moves forward. The world knows no time: whoever moves the belt decides how fast. It keeps
 * the ledger of what really happened, which no machine can write to but by doing something.
 */
export class World {
  readonly ledger: LedgerEntry[] = [];
  readonly #stations: Stations;
  readonly #machines: Machines;
  readonly #faults: Faults;
  readonly #missedTrigger: Random;
  readonly #belt: Carton[] = [];
  #position = 0;
  #lastEntry = Number.NEGATIVE_INFINITY;

  constructor(stations: Stations, machines: Machines, faults: Faults, missedTrigger: Random) {
    this.#stations = stations;
    this.#machines = machines;
    this.#faults = faults;
    this.#missedTrigger = missedTrigger;
  }

  /** Moves the belt; everything that happens on the way happens in the order in which it is reached. */
  advance(millimetres: number): void {
    const from = this.#position;
    const to = from + millimetres;
    for (;;) {
      const next = this.#nextCarton();
      const entry = this.#machines.infeedOpen() ? Math.max(from, this.#lastEntry + this.#stations.pitch) : undefined;
      const station = next === undefined ? undefined : this.#dueAt(next);
      if (entry !== undefined && entry <= to && entry <= (station ?? to)) {
        this.#enter(entry);
      } else if (next !== undefined && station !== undefined && station <= to) {
        this.#reach(next);
      } else break;
    }
    this.#position = to;
  }

  /** Millimetres to the next thing that happens, as far as it is known. */
  get nextIn(): number {
    const next = this.#nextCarton();
    const station = next === undefined ? Number.POSITIVE_INFINITY : this.#dueAt(next);
    const entry = this.#machines.infeedOpen() ? this.#lastEntry + this.#stations.pitch : Number.POSITIVE_INFINITY;
    return Math.max(0, Math.min(station, entry) - this.#position);
  }

  #dueAt({ enteredAt, passed }: Carton): number {
    const { printer, camera, gate } = this.#stations;
    return enteredAt + ([printer, camera, gate][passed] ?? gate);
  }

  #nextCarton(): Carton | undefined {
    let next: Carton | undefined;
    for (const carton of this.#belt) if (next === undefined || this.#dueAt(carton) < this.#dueAt(next)) next = carton;
    return next;
  }

  #enter(position: number): void {
    const entry: LedgerEntry = { carton: this.ledger.length + 1, fate: 'in zone' };
    this.ledger.push(entry);
    this.#belt.push({ entry, enteredAt: position, passed: 0, picture: undefined, taken: false });
    this.#lastEntry = position;
    this.#machines.entered();
  }

  #reach(carton: Carton): void {
    carton.passed += 1;
    if (carton.passed === 1) this.#print(carton);
    else if (carton.passed === 2) this.#trigger(carton);
    else this.#gate(carton);
  }

  #print(carton: Carton): void {
    const print = this.#machines.print(carton.entry.carton);
    carton.entry.printed = print?.code;
    carton.entry.damage = print?.damage;
    carton.picture = print?.picture;
  }

  #trigger(carton: Carton): void {
    const { entry } = carton;
    if (entry.carton === this.#faults.missingAtCamera) {
      entry.fate = 'missing';
      this.#belt.splice(this.#belt.indexOf(carton), 1);
      this.#machines.missed();
      return;
    }
    entry.sequence = this.#machines.detected();
    // Drawn for every carton, so that a change of rate does not shift who is hit.
    const hit = this.#missedTrigger() < (this.#faults.missedTriggerRate ?? 0);
    if (!hit) this.#machines.look(entry, carton.picture);
    carton.picture = undefined;
    carton.taken = entry.carton === this.#faults.missingAtGate;
  }

  #gate({ entry, taken }: Carton): void {
    this.#belt.shift();
    const { verdict, position } = this.#machines.gate(entry.sequence ?? 0);
    entry.verdict = verdict;
    if (taken) {
      entry.fate = 'missing';
      this.#machines.confirmed(entry, 'lost');
      return;
    }
    const stuck = entry.carton >= (this.#faults.gateStuckAt ?? Number.POSITIVE_INFINITY);
    const fate = stuck ? 'passed' : position;
    entry.fate = fate;
    this.#machines.confirmed(entry, fate);
  }
}
