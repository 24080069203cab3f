import { createServer, type Socket } from 'node:net';
import { type ListenAt, listen } from '../listen.ts';
import { dmccStatus, lineReader, NO_READ } from '../readers/dmcc-frame.ts';
import type { Camera } from './camera.ts';
import { answerDmcc } from './dmcc-command.ts';
import type { Faults } from './faults.ts';
import type { Listening } from './listener.ts';
import { blankCarton, type Picture } from './picture.ts';
import type { Random } from './random.ts';
import type { LedgerEntry } from './world.ts';

/** A reader that takes a picture of each carton that triggers it and tells its clients what it made out. */
export class SimulatedReader {
  readonly #camera: Camera;
  readonly #faults: Faults;
  readonly #late: Random;
  readonly #base64: boolean;
  /** Each connection with whether it has been set to extended responses. */
  readonly #clients = new Map<Socket, boolean>();
  /** Results held back until their carton is past the gate. */
  readonly #held = new Map<number, string | undefined>();

  constructor(camera: Camera, faults: Faults, late: Random, base64: boolean) {
    this.#camera = camera;
    this.#faults = faults;
    this.#late = late;
    this.#base64 = base64;
  }

  /** The trigger's wire. Decoding takes its time; the result follows. */
  async look(entry: LedgerEntry, picture: Picture | undefined): Promise<void> {
    const { carton, sequence = 0 } = entry;
    const isLate = this.#late() < (this.#faults.lateVerdict ?? 0);
    if (isLate) this.#held.set(sequence, undefined);
    const { text, grade } = await this.#camera(picture ?? blankCarton());
    entry.read = text;
    entry.grade = grade;
    const result = `${sequence};${grade};${text ?? NO_READ}`;
    if (carton === this.#faults.disconnectReaderAt) {
      this.drop();
      return;
    }
    if (this.#held.has(sequence)) this.#held.set(sequence, result);
    else this.#send(result);
  }

  /** The carton is past the gate: a late result comes now. */
  past(sequence: number): void {
    const result = this.#held.get(sequence);
    this.#held.delete(sequence);
    if (result !== undefined) this.#send(result);
  }

  #send(result: string): void {
    for (const [client, extended] of this.#clients) {
      const data = this.#base64 && extended ? Buffer.from(result, 'latin1').toString('base64') : result;
      client.write(extended ? `||[${dmccStatus.readString}]${data}\r\n` : `${data}\r\n`, 'latin1');
    }
  }

  #serve(socket: Socket): void {
    const lines = lineReader();
    this.#clients.set(socket, false);
    socket.setEncoding('latin1').setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#clients.delete(socket));
    socket.on('data', (chunk) => {
      for (const line of lines(String(chunk))) {
        const { text, extended } = answerDmcc(line, this.#clients.get(socket) ?? false);
        this.#clients.set(socket, extended);
        if (text !== undefined) socket.write(text, 'latin1');
      }
    });
  }

  drop(): void {
    for (const client of this.#clients.keys()) client.destroy();
  }

  async listen(at: ListenAt): Promise<Listening> {
    const server = createServer((socket) => this.#serve(socket));
    const port = await listen(server, at);
    return {
      port,
      drop: () => this.drop(),
      close: () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          this.drop();
        }),
    };
  }
}
