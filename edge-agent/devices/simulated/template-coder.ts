import type { ListenAt } from '../listen.ts';
import { Coder } from './coder.ts';
import type { Faults } from './faults.ts';
import type { Listening } from './listener.ts';
import { oneClient } from './one-client.ts';
import type { PrinterModel, PrinterParts } from './print-head.ts';
import type { Print } from './world.ts';

/**
 * The address members with which the template driver speaks to this coder: values between `STX V` and `ETX`, other orders in
 * the same frame, and `ACK` or `NAK`.
 */
export const templateDialect = {
  preamble: '\\x02V',
  separator: '|',
  postamble: '\\x03',
  fields: ['{01}', '{17}', '{10}', '{21}'],
  fnc1: '~1',
  ack: '\\x06',
  nak: '\\x15',
  select: '\\x02J{job}\\x03',
  cancel: '\\x02X\\x03',
  resume: '\\x02G\\x03',
  status: {
    command: '\\x02S\\x03',
    ends: '\\x03',
    ready: '^\\x02RUN',
    paperOut: 'MEDIA',
    ribbonOut: 'RIBBON',
    headOpen: 'COVER',
  },
} as const;

const ACK = '\x06';
const NAK = '\x15';

/** A coder of variables by position, as laser and ink-jet coders have them, which prints the job that was selected last. */
export class SimulatedTemplateCoder implements PrinterModel {
  readonly #coder: Coder;
  readonly #faults: Faults;
  readonly #server = oneClient((socket) => this.#listener((text) => socket.write(text)));

  constructor(parts: PrinterParts) {
    this.#coder = new Coder(parts);
    this.#faults = parts.faults;
    this.#coder.select('CARTON', []);
  }

  get counts() {
    return this.#coder.head.counts;
  }

  get waiting() {
    return this.#coder.waiting;
  }

  print(carton: number): Print | undefined {
    return this.#coder.print(carton);
  }

  /** The job it starts with is in its memory; what the variables held is gone. */
  losePower(): void {
    this.#coder.losePower();
    this.#coder.select('CARTON', []);
    this.#server.drop();
  }

  listen(at: ListenAt): Promise<Listening> {
    return this.#server.listen(at);
  }

  #listener(write: (text: string) => void): (text: string) => void {
    let kept = '';
    return (text) => {
      const frames = (kept + text).split('\x03');
      kept = frames.pop() ?? '';
      for (const frame of frames) {
        const start = frame.lastIndexOf('\x02');
        const answer = start < 0 ? NAK : this.#answer(frame.charAt(start + 1), frame.slice(start + 2));
        if (!this.#faults.silentPrinter) write(answer);
      }
    };
  }

  #answer(order: string, rest: string): string {
    if (order === 'S') return this.#state();
    return this.#obey(order, rest) ? ACK : NAK;
  }

  #obey(order: string, rest: string): boolean {
    const names = this.#coder.fields;
    switch (order) {
      case 'V':
        // Values without a variable are ignored, variables without a value keep theirs.
        return this.#coder.update(rest.split('|').flatMap((value, at) => pairOf(names[at], value)));
      case 'J':
        return this.#coder.select(rest, []);
      case 'G':
        return this.#coder.run();
      case 'X':
        this.#coder.stop();
        return true;
      default:
        return false;
    }
  }

  #state(): string {
    const { paperOut, ribbonOut, headOpen } = this.#faults;
    const wrong = [paperOut && 'MEDIA', ribbonOut && 'RIBBON', headOpen && 'COVER'].filter(Boolean);
    return `\x02${[this.#coder.running ? 'RUN' : 'STOP', ...wrong].join(' ')}\x03`;
  }
}

const pairOf = (name: string | undefined, value: string): [string, string][] =>
  name === undefined ? [] : [[name, value]];
