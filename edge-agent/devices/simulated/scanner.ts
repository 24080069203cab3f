import { connect } from 'node:net';
import { fnc1 } from '#shared/gs1/element-string.ts';
import type { ListenAt } from '../listen.ts';
import type { Camera } from './camera.ts';
import type { Faults } from './faults.ts';
import type { Listening } from './listener.ts';
import type { Picture } from './picture.ts';
import { type SocketServer, socketServer } from './socket-server.ts';

const IDENTIFIER_LENGTH = 3;

/** What a scanner sends for what it read, with whatever is wrong with its settings. */
export function scannerOutput(text: string, faults: Faults): string {
  const named = faults.scannerDropsAim ? text.slice(IDENTIFIER_LENGTH) : text;
  const sent = `${faults.scannerDropsGs ? named.replaceAll(fnc1, '') : named}\r\n`;
  return faults.scannerDoubles ? sent + sent : sent;
}

/** A person with a handheld, whose base listens, or which connects to whoever takes its scans. */
export class SimulatedScanner {
  readonly #camera: Camera;
  readonly #faults: Faults;
  readonly #server: SocketServer = socketServer(() => undefined);
  #sendOut: ((text: string) => void) | undefined;

  constructor(camera: Camera, faults: Faults) {
    this.#camera = camera;
    this.#faults = faults;
  }

  /** Points at a picture, or at a code whose text is known. Answers what was read; nothing is sent when nothing was. */
  async scan(what: Picture | string): Promise<string | undefined> {
    const text = typeof what === 'string' ? what : (await this.#camera(what)).text;
    if (text !== undefined) this.send(scannerOutput(text, this.#faults));
    return text;
  }

  /** Sends bytes as they are. */
  send(text: string): void {
    this.#server.write(text);
    this.#sendOut?.(text);
  }

  drop(): void {
    this.#server.drop();
  }

  listen(at: ListenAt): Promise<Listening> {
    return this.#server.listen(at);
  }

  /** Connects, and again whenever it has lost the other end, until told to stop. */
  connect(at: ListenAt): { drop(): void; close(): void } {
    let closed = false;
    let again: NodeJS.Timeout | undefined;
    let hangUp = () => {};
    const dial = () => {
      const socket = connect({ ...at, noDelay: true });
      this.#sendOut = (text) => socket.write(text, 'latin1');
      hangUp = () => socket.destroy();
      socket.on('error', () => undefined);
      socket.on('close', () => {
        if (!closed) again = setTimeout(dial, 20);
      });
    };
    dial();
    return {
      drop: () => hangUp(),
      close: () => {
        closed = true;
        clearTimeout(again);
        hangUp();
      },
    };
  }
}
