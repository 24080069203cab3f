import type { Socket } from 'node:net';
import type { ListenAt } from '../listen.ts';
import type { Faults } from './faults.ts';
import { drawLabel } from './label-picture.ts';
import type { Listening } from './listener.ts';
import { oneClient } from './one-client.ts';
import { type Drawn, type PrinterModel, type PrinterParts, PrintHead } from './print-head.ts';
import type { Print } from './world.ts';
import { zplReader } from './zpl-format.ts';

/** Formats it holds; then it stops reading, which also holds back commands sent after them. */
const BUFFER_FORMATS = 64;

const digits = (value: number, length: number) => String(value).padStart(length, '0');

/** A printer that puts the next label in its buffer on each carton that comes by. */
export class SimulatedPrinter implements PrinterModel {
  readonly #head: PrintHead;
  readonly #faults: Faults;
  readonly #server = oneClient((socket) => this.#listener(socket));
  #labels: Drawn[] = [];
  #last: Drawn | undefined;

  constructor(parts: PrinterParts) {
    this.#head = new PrintHead(parts);
    this.#faults = parts.faults;
  }

  get counts() {
    return this.#head.counts;
  }

  get waiting(): (string | undefined)[] {
    return this.#labels.map(({ code }) => code);
  }

  /** The label that comes out next, as somebody sees it who stands there. */
  get next(): Drawn | undefined {
    return this.#labels[0];
  }

  print(carton: number): Print | undefined {
    if (!this.#head.able) return undefined;
    const { bufferSlipAt, duplicateAt } = this.#faults;
    const next = carton === bufferSlipAt ? undefined : this.#labels.shift();
    const label = carton === bufferSlipAt || carton === duplicateAt ? this.#last : next;
    if (this.#labels.length < BUFFER_FORMATS) this.#server.client?.resume();
    if (label === undefined) return undefined;
    this.#last = label;
    return this.#head.print(label);
  }

  losePower(): void {
    this.#empty();
    this.#last = undefined;
    this.#server.drop();
  }

  /** Listens for one client at a time, as such printers do: another is hung up on. */
  listen(at: ListenAt): Promise<Listening> {
    return this.#server.listen(at);
  }

  /** The three strings of `~HS`. The label at the head is loaded and waits for its carton; the others are formats in the buffer. */
  #hostStatus(): string {
    const loaded = Math.min(1, this.#labels.length);
    const formats = this.#labels.length - loaded;
    const { paperOut, ribbonOut, headOpen, printerPaused } = this.#faults;
    const flag = (on = false) => (on ? 1 : 0);
    const full = flag(this.#labels.length >= BUFFER_FORMATS);
    return [
      `030,${flag(paperOut)},${flag(printerPaused)},1245,${digits(formats, 3)},${full},0,0,000,0,0,0`,
      `000,0,${flag(headOpen)},${flag(ribbonOut)},1,4,0,0,${digits(loaded, 8)},1,000`,
      '1234,0',
    ]
      .map((frame) => `\x02${frame}\x03\r\n`)
      .join('');
  }

  #empty(): void {
    this.counts.cancelled += this.#labels.length;
    this.#labels = [];
  }

  #obey(command: string, answer: (text: string) => void): void {
    if (command === 'JA') this.#empty();
    if (command === 'HS' && !this.#faults.silentPrinter) answer(this.#hostStatus());
  }

  #listener(socket: Socket): (text: string) => void {
    const read = zplReader();
    return (text) => {
      for (const piece of read(text)) {
        if (piece.kind === 'immediate') {
          this.#obey(piece.command, (answer) => socket.write(answer));
          continue;
        }
        const label = { ...drawLabel(piece.format), text: piece.format.text };
        this.counts.received += piece.format.copies;
        for (let copy = 0; copy < piece.format.copies; copy++) this.#labels.push(label);
      }
      if (this.#labels.length >= BUFFER_FORMATS) socket.pause();
    };
  }
}
