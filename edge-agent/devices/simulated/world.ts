import type { Fate, Verdict } from '../device.ts';
import { fading } from './damage.ts';
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
  /** The product detector at the camera, which also measures; answers with the trigger's number. */
  detected(tooLong: boolean): number;
  /** The window in which a carton should have reached the camera passed. */
  missed(): void;
  look(entry: LedgerEntry, picture: Picture | undefined): void;
  /** Sets the gate for a trigger's carton, which is here, or for something that is here when nothing is due. */
  gate(sequence: number | undefined): { verdict: Verdict | undefined; position: Fate['fate'] };
  /** A carton fell into the reject bin, past its sensor. */
  binned(): void;
  /** What the sensor behind the gate told of where it went, or its window passed. */
  confirmed(entry: LedgerEntry, fate: Fate['fate'] | 'lost'): void;
  /** A carton has gone on behind the gate, among the good ones. */
  passed?(entry: LedgerEntry, face: Picture | undefined): void;
  /** The same of something that came when nothing was due. */
  strayed(fate: Fate['fate']): void;
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
  enteredAt: number;
  /** Stations it has passed. */
  passed: number;
  picture: Picture | undefined;
  taken: boolean;
  /** Its window at the gate has passed without it. */
  slipped: boolean;
  /** A carton that touches it from behind and goes wherever it goes. */
  rider: LedgerEntry | undefined;
}

/** Ink of a print that fades is paler by this much of 255 with each carton. */
const FADING = 8;

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
  /** A carton that will get in although the infeed is shut. */
  #unbidden = false;
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
      const open = this.#machines.infeedOpen();
      const entry = open || this.#unbidden ? Math.max(from, this.#lastEntry + this.#stations.pitch) : undefined;
      const station = next === undefined ? undefined : this.#dueAt(next);
      if (entry !== undefined && entry <= to && entry <= (station ?? to)) {
        this.#unbidden &&= open;
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
    const open = this.#machines.infeedOpen() || this.#unbidden;
    const entry = open ? this.#lastEntry + this.#stations.pitch : Number.POSITIVE_INFINITY;
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
    const carton = this.#put(position);
    this.#lastEntry = position;
    this.#machines.entered();
    const { touchingAt, doubleFeedAt } = this.#faults;
    if (carton.entry.carton === doubleFeedAt) this.#unbidden = true;
    if (carton.entry.carton + 1 !== touchingAt) return;
    carton.rider = this.#note();
    this.#lastEntry += this.#stations.pitch / 2;
  }

  #note(): LedgerEntry {
    const entry: LedgerEntry = { carton: this.ledger.length + 1, fate: 'in zone' };
    this.ledger.push(entry);
    return entry;
  }

  #put(enteredAt: number, passed = 0): Carton {
    const carton: Carton = {
      entry: this.#note(),
      enteredAt,
      passed,
      picture: undefined,
      taken: false,
      slipped: false,
      rider: undefined,
    };
    this.#belt.push(carton);
    return carton;
  }

  #reach(carton: Carton): void {
    carton.passed += 1;
    if (carton.passed === 1) this.#print(carton);
    else if (carton.passed === 2) this.#trigger(carton);
    else this.#gate(carton);
  }

  #print(carton: Carton): void {
    const { entry } = carton;
    const { blankAt, fadingFrom = Number.POSITIVE_INFINITY } = this.#faults;
    const print = this.#machines.print(entry.carton);
    entry.printed = print?.code;
    entry.damage = print?.damage;
    carton.picture = print?.picture;
    if (print !== undefined && entry.carton >= fadingFrom) {
      entry.damage = 'fading';
      fading(print.picture, (entry.carton - fadingFrom) * FADING);
    }
    if (print === undefined || entry.carton !== blankAt) return;
    entry.damage = 'blank';
    carton.picture = undefined;
  }

  #trigger(carton: Carton): void {
    const { entry } = carton;
    const { missingAtCamera, undetectedAt, fallenAt, doubleTriggerAt, addedAtGate, missingAtGate } = this.#faults;
    if (entry.carton === missingAtCamera) {
      entry.fate = 'missing';
      this.#remove(carton);
    }
    if (entry.carton === missingAtCamera || entry.carton === undetectedAt) {
      this.#machines.missed();
      return;
    }
    const fallen = entry.carton === fallenAt;
    entry.sequence = this.#machines.detected(fallen || carton.rider !== undefined);
    // Drawn for every carton, so that a change of rate does not shift who is hit.
    const hit = this.#missedTrigger() < (this.#faults.missedTriggerRate ?? 0);
    const looks = hit ? 0 : entry.carton === doubleTriggerAt ? 2 : 1;
    for (let look = 0; look < looks; look++) this.#machines.look(entry, fallen ? undefined : carton.picture);
    carton.taken = entry.carton === missingAtGate;
    if (entry.carton === addedAtGate) this.#put(carton.enteredAt + this.#stations.pitch / 2, 2);
  }

  #remove(carton: Carton): void {
    this.#belt.splice(this.#belt.indexOf(carton), 1);
  }

  #gate(carton: Carton): void {
    const { entry, taken } = carton;
    if (entry.carton === this.#faults.slippedAt && !carton.slipped) {
      carton.slipped = true;
      carton.passed -= 1;
      carton.enteredAt += this.#stations.pitch / 2;
      this.#machines.confirmed(entry, 'lost');
      return;
    }
    this.#remove(carton);
    const tracked = carton.slipped ? undefined : entry.sequence;
    const { verdict, position } = this.#machines.gate(tracked);
    entry.verdict = verdict;
    if (taken || entry.carton === this.#faults.goneWithoutFiring) {
      entry.fate = 'missing';
      this.#machines.confirmed(entry, 'lost');
      return;
    }
    const stuck = entry.carton >= (this.#faults.gateStuckAt ?? Number.POSITIVE_INFINITY);
    const told = stuck ? 'passed' : position;
    const unmoved = told === 'rejected' && entry.carton === this.#faults.gateFiredNotMoved;
    this.#went(carton, unmoved ? 'passed' : told);
    if (tracked === undefined) this.#machines.strayed(told);
    else this.#machines.confirmed(entry, told);
    if (entry.fate === 'passed') this.#machines.passed?.(entry, carton.picture);
  }

  #went({ entry, rider }: Carton, fate: Fate['fate']): void {
    for (const one of rider === undefined ? [entry] : [entry, rider]) {
      one.fate = fate;
      if (fate === 'rejected') this.#machines.binned();
    }
  }
}
