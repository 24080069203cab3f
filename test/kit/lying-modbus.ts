import { openLyingStation, type Protocol } from './lying-station.ts';

const UNIT = 6;
const FUNCTION = 7;
const BYTE_COUNT = 8;

/** A Modbus TCP frame with another body, its length set right. */
function framed(answer: Buffer, body: readonly number[]): Buffer {
  const frame = Buffer.concat([answer.subarray(0, UNIT), Buffer.from(body)]);
  frame.writeUInt16BE(body.length, 4);
  return frame;
}

const withByte = (answer: Buffer, at: number, value: number) => Buffer.from(answer.with(at, value));

/** Ways in which a station can answer a question for registers wrongly. */
const lies: Readonly<Record<string, (answer: Buffer) => Buffer>> = {
  'too few words': (answer) => framed(answer, [1, 3, 4, 0, 1, 0, 1]),
  'fewer words than it has bytes': (answer) => withByte(answer, BYTE_COUNT, 4),
  'more words than it has bytes': (answer) => withByte(answer, BYTE_COUNT, 250),
  'another function': (answer) => withByte(answer, FUNCTION, 4),
  'another unit': (answer) => withByte(answer, UNIT, 9),
  'nothing but a unit': (answer) => framed(answer, [1]),
  'an exception to another function': (answer) => framed(answer, [1, 0x90, 2]),
  'exception 6, busy': (answer) => framed(answer, [1, 0x83, 6]),
  'the number of another question': (answer) => withByte(answer, 1, (answer[1] ?? 0) ^ 0x80),
};

export const lieNames: readonly string[] = Object.keys(lies);

const registers: Protocol = {
  lengthOf: (bytes) => (bytes.length < UNIT ? undefined : UNIT + bytes.readUInt16BE(4)),
  isAnswer: (message) => message[FUNCTION] === 3,
};

/** Stands before a Modbus station and twists its answers to FC03 while told to lie. */
export const openLyingModbus = (target: number) => openLyingStation(target, registers, lies);
