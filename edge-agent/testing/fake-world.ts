import { writeElementString } from '#shared/gs1/element-string.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { Fate, ItemLabel, Plc, PlcStatus, Printer, Read, Reader, Verdict } from '../devices/device.ts';
import { DeviceFault } from '../devices/device-fault.ts';
import type { Machine } from '../line/machine.ts';

/** What may go wrong with the carton that enters n-th. */
export type FakeFault =
  | 'no read'
  | 'bad grade'
  | 'read lost'
  | 'read doubled'
  | 'foreign code'
  | 'label doubled'
  | 'label lost'
  | 'taken out'
  | 'trigger doubled'
  | 'verdict ignored'
  | 'bad pack passes';

export interface Carton {
  readonly label: ItemLabel | undefined;
  readonly fault: FakeFault | undefined;
  sequence: number | undefined;
  where: 'zone' | Fate['fate'] | 'taken out';
}

interface Listeners {
  read: ((read: Read) => void)[];
  fate: ((fate: Fate) => void)[];
}

/** Called before and after everything an agent does or hears; throws when the agent has just lost power. */
export type Probe = () => void;

/**
 * Printer, belt, camera and gate in memory: cartons move one place a turn of the event loop. The world goes on when the
 * agent dies; another agent may then connect to it.
 */
export class FakeWorld {
  readonly cartons: Carton[] = [];
  readonly flags = {
    binFull: false,
    airLow: false,
    guardOpen: false,
    estop: false,
    rejectLimit: false,
    starved: false,
    blocked: false,
  };
  /** Jobs that printer and camera were told to take. */
  readonly jobs: string[] = [];
  readonly printer = { paperOut: false, ribbonOut: false, headOpen: false, paused: false };
  /** Labels its printer holds: one more takes the place of the last. */
  holds = 64;
  /** Packs in the reject bin of which the gate told nobody but its own counter. */
  uncounted = 0;
  readonly #faults: ReadonlyMap<number, FakeFault>;
  readonly #buffer: ItemLabel[] = [];
  readonly #belt: (Carton | undefined)[] = [undefined, undefined, undefined, undefined];
  readonly #verdicts = new Map<number, Verdict>();
  readonly #fates: Fate[] = [];
  #listeners: Listeners = { read: [], fate: [] };
  #quota = 0;
  #entered = 0;
  #triggers = 0;
  #purges: (() => void)[] = [];
  #turning = false;

  constructor(faults: ReadonlyMap<number, FakeFault> = new Map()) {
    this.#faults = faults;
  }

  /** An agent's hands and ears. The one that connected before hears nothing any more. */
  connect(probe: Probe = () => undefined, afterFate?: number): Machine {
    const listeners: Listeners = { read: [], fate: [] };
    this.#listeners = listeners;
    const missed = afterFate === undefined ? [] : this.#fates.filter(({ sequence }) => sequence > afterFate);
    // As a driver does: told once the first look has been taken.
    setImmediate(() => {
      for (const fate of missed) for (const listener of listeners.fate) quietly(() => listener(fate));
    });
    return { printer: this.#printer(probe), reader: this.#reader(probe, listeners), plc: this.#plc(probe, listeners) };
  }

  #printer(probe: Probe): Printer {
    return {
      holds: this.holds,
      select: async ({ name }) => void this.jobs.push(name),
      print: async (label) => {
        probe();
        if (label.symbol === 'gs1-128') throw new DeviceFault('rejected', 'this printer prints no container labels');
        if (this.#buffer.length >= this.holds) this.#buffer.pop();
        this.#buffer.push(label);
        probe();
      },
      cancelAll: async () => {
        probe();
        this.#buffer.length = 0;
        probe();
      },
      status: async () => ({ ...this.printer, waiting: this.#buffer.length, bufferFull: false }),
      health: () => 'up',
      close: async () => undefined,
    };
  }

  #reader(probe: Probe, listeners: Listeners): Reader {
    return {
      onRead: (listener) => {
        listeners.read.push((read) => {
          probe();
          listener(read);
        });
      },
      select: async (job) => void this.jobs.push(job ?? ''),
      health: () => 'up',
      close: async () => undefined,
    };
  }

  #plc(probe: Probe, listeners: Listeners): Plc {
    return {
      purge: async () => {
        probe();
        this.#quota = 0;
        const empty = new Promise<void>((resolve) => this.#purges.push(resolve));
        this.#turn();
        await empty;
        probe();
      },
      release: async (count) => {
        probe();
        this.#quota += count;
        this.#turn();
        probe();
      },
      verdict: async (sequence, verdict) => {
        probe();
        this.#verdicts.set(sequence, verdict);
        probe();
      },
      onFate: (listener) => {
        listeners.fate.push((fate) => {
          probe();
          listener(fate);
        });
      },
      onUnknownFates: () => undefined,
      renumbered: () => false,
      status: async () => {
        probe();
        return this.#status();
      },
      health: () => 'up',
      close: async () => undefined,
    };
  }

  #status(): PlcStatus {
    const count = (kind: Fate['fate']) => this.#fates.filter(({ fate }) => fate === kind).length;
    return {
      ...this.flags,
      zone: this.#zone(),
      triggers: this.#triggers,
      passed: count('passed'),
      rejected: count('rejected') + this.uncounted,
      sampled: count('sampled'),
      binConfirmed: count('rejected') + this.uncounted,
    };
  }

  #zone(): number {
    return this.#belt.filter((carton) => carton !== undefined).length;
  }

  #turn(): void {
    if (this.#turning) return;
    this.#turning = true;
    setImmediate(() => {
      this.#turning = false;
      if (!isAtDisk()) this.#move();
      if (this.#zone() > 0 || this.#quota > 0 || this.#purges.length > 0) this.#turn();
    });
  }

  /** Places: 0 printed, 1 before the camera, 2 behind it, 3 at the gate. */
  #move(): void {
    this.#decide(this.#belt.pop());
    this.#belt.unshift(this.#enter());
    this.#see(this.#belt[2]);
    if (this.#zone() > 0) return;
    for (const done of this.#purges.splice(0)) done();
  }

  #enter(): Carton | undefined {
    if (this.#quota === 0) return undefined;
    this.#quota -= 1;
    this.#entered += 1;
    const fault = this.#faults.get(this.#entered);
    if (fault === 'label lost') this.#buffer.shift();
    const label = fault === 'label doubled' ? this.#buffer[0] : this.#buffer.shift();
    const carton: Carton = { label, fault, sequence: undefined, where: 'zone' };
    this.cartons.push(carton);
    if (fault !== 'taken out') return carton;
    carton.where = 'taken out';
    return undefined;
  }

  #see(carton: Carton | undefined): void {
    if (carton === undefined) return;
    this.#triggers += 1;
    if (carton.fault === 'trigger doubled') this.#ghost();
    carton.sequence = this.#triggers;
    const read = { sequence: this.#triggers, ...codeOn(carton) };
    if (carton.fault === 'read lost') return;
    this.#tellRead(read);
    if (carton.fault === 'read doubled') this.#tellRead(read);
  }

  /** A trigger without a carton: the gate finds nothing there and counts a reject. */
  #ghost(): void {
    this.#tellRead({ sequence: this.#triggers, text: undefined, grade: 0 });
    this.#confirm(this.#triggers, 'rejected');
    this.#triggers += 1;
  }

  #decide(carton: Carton | undefined): void {
    if (carton?.sequence === undefined) return;
    const ordered = this.#purges.length > 0 ? 'reject' : (this.#verdicts.get(carton.sequence) ?? 'reject');
    const verdict =
      carton.fault === 'bad pack passes' ? 'good' : carton.fault === 'verdict ignored' ? 'reject' : ordered;
    carton.where = ({ good: 'passed', reject: 'rejected', sample: 'sampled' } as const)[verdict];
    this.#confirm(carton.sequence, carton.where);
  }

  #confirm(sequence: number, fate: Fate['fate']): void {
    this.#fates.push({ sequence, fate });
    for (const listener of this.#listeners.fate) quietly(() => listener({ sequence, fate }));
  }

  #tellRead(read: Read): void {
    for (const listener of this.#listeners.read) quietly(() => listener(read));
  }
}

/** An agent that waits for its disk is waited for: however busy that is, a belt is slower. */
const isAtDisk = () => process.getActiveResourcesInfo().includes('FSReqCallback');

/** What an agent makes of the news is not the world's business: it may have died of it. */
function quietly(listen: () => void): void {
  try {
    listen();
  } catch {}
}

function codeOn({ label, fault }: Carton): Pick<Read, 'text' | 'grade'> {
  if (label === undefined || fault === 'no read') return { text: undefined, grade: 0 };
  const elements = fault === 'foreign code' ? label.elements.map(foreign) : label.elements;
  const text = writeElementString([...elements]);
  if (isRefusal(text)) throw new Error(text.detail);
  return { text: `]d2${text}`, grade: fault === 'bad grade' || fault === 'bad pack passes' ? 0.5 : 3.5 };
}

const foreign = ({ ai, value }: { ai: string; value: string }) => ({
  ai,
  value: ai === '01' ? '09521111111115' : value,
});
