import { fillTemplate, readTemplate } from '#shared/line/template.ts';
import { isRefusal } from '#shared/refusal.ts';
import { drawLabel } from './label-picture.ts';
import { type Drawn, type PrinterParts, PrintHead } from './print-head.ts';
import { FNC1 } from './symbol.ts';
import type { Print } from './world.ts';

/**
 * Jobs that somebody has drawn on the coder beforehand: the name of each, and what its DataMatrix is made of. FNC1 stands
 * first in all of them; GS is another.
 */
const storedJobs: ReadonlyMap<string, string> = new Map([
  ['CARTON', '01{GTIN}17{EXPIRY}10{LOT}\x1d21{SERIAL}'],
  ['CODE', '{CODE}'],
]);

/** What stands for FNC1 in the value of a field. */
const FIELD_FNC1 = '~1';

const draw = (template: string, fields: ReadonlyMap<string, string>): Drawn => {
  const read = readTemplate(template);
  const text = isRefusal(read) ? '' : fillTemplate(read, (place) => fields.get(place) ?? '');
  const data = isRefusal(text) ? '' : text.replaceAll(FIELD_FNC1, '\x1d');
  return drawLabel({ symbol: [FNC1, ...[...data].map((part) => (part === '\x1d' ? FNC1 : part))], bars: [] });
};

const fieldsOf = (template: string) => new Set([...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name));

/**
 * A coder that knows stored jobs and has one message, which it prints on every carton that comes by, again and again, until
 * its fields are updated. What it is told takes effect before it is acknowledged; what it printed is counted late.
 */
export class Coder {
  readonly head: PrintHead;
  readonly #parts: PrinterParts;
  #job: string | undefined;
  #fields = new Map<string, string>();
  #message: Drawn | undefined;
  #before: Drawn | undefined;
  /** The message has not been printed yet. */
  #fresh = false;
  #running = false;
  #counted = 0;
  #shown = 0;

  constructor(parts: PrinterParts) {
    this.#parts = parts;
    this.head = new PrintHead(parts);
  }

  get job(): string {
    return this.#job ?? '';
  }

  get running(): boolean {
    return this.#running && this.head.able;
  }

  /** A coder that was stopped keeps its message and prints it on nothing: nobody lets it go on but with a new one. */
  get waiting(): (string | undefined)[] {
    return this.#fresh && this.#running ? [this.#message?.code] : [];
  }

  /** Names of the selected job's fields, in the order in which they were drawn. */
  get fields(): string[] {
    return [...fieldsOf(storedJobs.get(this.job) ?? '')];
  }

  /** What was printed since the job was selected: as it stood when last asked, for the count is brought up to date behind the answer. */
  batchCount(): number {
    const shown = this.#shown;
    this.#shown = this.#counted;
    return shown;
  }

  /** Selects a stored job, with empty fields until they are given. False when there is none of that name. */
  select(name: string, fields: Iterable<readonly [string, string]>): boolean {
    if (!storedJobs.has(name)) return false;
    this.#job = name;
    this.#fields = new Map();
    this.#discard();
    this.#counted = 0;
    this.#shown = 0;
    this.#put(fields);
    return true;
  }

  /** Updates fields of the job; names it does not have are ignored. False when there is no job. */
  update(fields: Iterable<readonly [string, string]>): boolean {
    if (this.#job === undefined) return false;
    this.#discard();
    this.#put(fields);
    this.head.counts.received += 1;
    this.#fresh = true;
    return true;
  }

  /** False when it cannot run: without a job, or lacking something. */
  run(): boolean {
    if (this.#job === undefined || this.head.faulty) return false;
    this.#running = true;
    return true;
  }

  stop(): void {
    this.#running = false;
  }

  losePower(): void {
    this.#discard();
    this.#running = false;
    this.#job = undefined;
    this.#message = undefined;
    this.#before = undefined;
  }

  print(carton: number): Print | undefined {
    if (!this.running || this.#message === undefined) return undefined;
    this.#counted += 1;
    const { bufferSlipAt, duplicateAt } = this.#parts.faults;
    // An update that comes too late for this carton leaves the message before on it.
    if ((carton === bufferSlipAt || carton === duplicateAt) && this.#fresh)
      return this.head.print(this.#before ?? this.#message);
    this.#fresh = false;
    return this.head.print(this.#message);
  }

  #discard(): void {
    if (this.#fresh) this.head.counts.cancelled += 1;
    this.#fresh = false;
  }

  #put(fields: Iterable<readonly [string, string]>): void {
    const template = storedJobs.get(this.job) ?? '';
    const known = fieldsOf(template);
    for (const [name, value] of fields) {
      if (known.has(name) && name !== this.#parts.faults.ignoredField) this.#fields.set(name, value);
    }
    this.#before = this.#message;
    this.#message = draw(template, this.#fields);
  }
}
