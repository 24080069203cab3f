import type { ListenAt } from '../listen.ts';
import { coderState, errorState } from '../printers/videojet-text.ts';
import { Coder } from './coder.ts';
import type { Faults } from './faults.ts';
import type { Listening } from './listener.ts';
import { oneClient } from './one-client.ts';
import type { PrinterModel, PrinterParts } from './print-head.ts';
import type { Print } from './world.ts';

/** Fields by position have names of their own, which a job may lack. */
const positional = (values: readonly string[]): [string, string][] =>
  values.map((value, index) => [`VarField${String(index).padStart(2, '0')}`, value]);

const named = (pairs: readonly string[]): [string, string][] =>
  pairs.flatMap((pair): [string, string][] => {
    const equals = pair.indexOf('=');
    return equals < 0 ? [] : [[pair.slice(0, equals), pair.slice(equals + 1)]];
  });

const answerIf = (done: boolean) => (done ? 'ACK' : 'ERR');

/** A coder that speaks the Videojet text protocol. Starting up and shutting down show for one look at its state. */
export class SimulatedVideojet implements PrinterModel {
  readonly #coder: Coder;
  readonly #faults: Faults;
  readonly #server = oneClient((socket) => this.#listener((text) => socket.write(text)));
  #total = 0;
  #off = false;
  /** A state that is being passed through. */
  #passing: number | undefined;

  constructor(parts: PrinterParts) {
    this.#coder = new Coder(parts);
    this.#faults = parts.faults;
  }

  get counts() {
    return this.#coder.head.counts;
  }

  get waiting() {
    return this.#coder.waiting;
  }

  print(carton: number): Print | undefined {
    const print = this.#coder.print(carton);
    if (print !== undefined) this.#total += 1;
    return print;
  }

  losePower(): void {
    this.#coder.losePower();
    this.#off = true;
    this.#passing = undefined;
    this.#server.drop();
  }

  listen(at: ListenAt): Promise<Listening> {
    return this.#server.listen(at);
  }

  /** Commands end with a carriage return; one on its own ends what stood before it without effect. */
  #listener(write: (text: string) => void): (text: string) => void {
    let kept = '';
    return (text) => {
      const lines = (kept + text).split('\r');
      kept = lines.pop() ?? '';
      for (const line of lines.map((one) => one.replace(/^\n/, '')).filter((one) => one !== '')) {
        const answer = this.#answer(line);
        if (!this.#faults.silentPrinter) write(`${answer}\r`);
      }
    };
  }

  #answer(line: string): string {
    const [command, ...fields] = line.split('|');
    // Every field is ended by a bar, the last one too.
    const ended = fields.pop() === '';
    const [name = '', ...rest] = fields;
    if (command === 'GST') return this.#state();
    if (command === 'CAF') return answerIf(!this.#coder.head.faulty);
    if (!ended) return 'ERR';
    if (command === 'SST') return answerIf(this.#setState(Number(name)));
    if (command === 'SEL') return answerIf(this.#coder.select(name, positional(rest)));
    if (command === 'SLA') return answerIf(this.#coder.select(name, named(rest)));
    if (command === 'JDU') return answerIf(this.#coder.update(positional(fields)));
    return answerIf(command === 'JDA' && this.#coder.update(named(fields)));
  }

  #setState(state: number): boolean {
    if (state === coderState.startUp || state === coderState.shuttingDown) {
      const off = state === coderState.shuttingDown;
      if (this.#off !== off) this.#passing = state;
      this.#off = off;
      this.#coder.stop();
      return true;
    }
    if (this.#off || this.#passing !== undefined) return false;
    if (state === coderState.running) return this.#coder.run();
    if (state === coderState.offline) this.#coder.stop();
    return state === coderState.offline;
  }

  #state(): string {
    const standing = this.#off ? coderState.shutDown : this.#coder.running ? coderState.running : coderState.offline;
    const state = this.#passing ?? standing;
    this.#passing = undefined;
    const error = this.#coder.head.faulty ? errorState.faults : errorState.none;
    return `STS|${state}|${error}|${this.#coder.job}|${this.#coder.batchCount()}|${this.#total}|`;
  }
}
