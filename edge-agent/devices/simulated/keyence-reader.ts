import type { Socket } from 'node:net';
import type { SrFraming } from '../readers/keyence-frame.ts';
import type { Faults } from './faults.ts';
import { answerSr, newSrState } from './keyence-command.ts';
import type { ReaderLanguage } from './reader-language.ts';
import { socketServer } from './socket-server.ts';

/** A gap between two characters of a command after which what came before is forgotten. */
const LONGEST_GAP_MS = 10_000;
const [CR, STX, ETX, ESC] = ['\r', '\x02', '\x03', '\x1b'];

interface Buffer {
  text: string;
  at: number;
}

/** An SR reader, which answers with the framing it was asked in and frames results as it is set. */
export function keyenceLanguage(faults: Faults, framing: SrFraming): ReaderLanguage {
  const state = newSrState();
  const buffers = new WeakMap<Socket, Buffer>();
  const framed = (text: string, stx: boolean) => (stx ? `${STX}${text}${ETX}` : `${text}${CR}`);
  const hear = (socket: Socket, buffer: Buffer, character: string) => {
    if (character === ESC || character === STX) buffer.text = '';
    else if (character !== CR && character !== ETX) buffer.text += character;
    if (character !== CR && character !== ETX) return;
    const command = buffer.text;
    buffer.text = '';
    const stx = character === ETX;
    const fault = faults.readerOutOfOrder ? 'system' : 'none';
    for (const answer of answerSr(command, state, fault)) {
      socket.write(framed(answer, stx), 'latin1');
    }
  };
  const server = socketServer((text, socket) => {
    const buffer = buffers.get(socket) ?? { text: '', at: 0 };
    buffers.set(socket, buffer);
    const now = performance.now();
    if (now - buffer.at > LONGEST_GAP_MS) buffer.text = '';
    buffer.at = now;
    for (const character of text) hear(socket, buffer, character);
  });
  return {
    triggered: () => {
      state.triggers = (state.triggers + 1) % 65_536;
      return true;
    },
    tell: (result) => server.write(framed(result, framing === 'stx')),
    drop: server.drop,
    listen: server.listen,
  };
}
