import { openLyingStation, type Protocol } from './lying-station.ts';

/** Where the parts of an unencrypted OPC UA message are (OPC 10000-6, 6.7.2 and 7.1.2). */
const SIZE = 4;
const REQUEST = 20;
const BODY = 24;
const TIMESTAMP_AND_HANDLE = 28;
const HEADER_SIZE = 8;

const withLong = (answer: Buffer, at: number, value: number) => {
  const twisted = Buffer.from(answer);
  twisted.writeUInt32LE(value >>> 0, at);
  return twisted;
};

const long = (value: number) => withLong(Buffer.alloc(4), 0, value);
const sized = (message: Buffer) => withLong(message, SIZE, message.length);

/** The answer that says only that the question failed. */
const serviceFault = (answer: Buffer, status: number) =>
  sized(
    Buffer.concat([
      answer.subarray(0, BODY),
      Buffer.from([1, 0, 0x8d, 1]),
      answer.subarray(TIMESTAMP_AND_HANDLE, TIMESTAMP_AND_HANDLE + 12),
      long(status),
      Buffer.from([0, 0, 0, 0, 0, 0, 0, 0]),
    ]),
  );

/** Ways in which a server can answer any question wrongly. */
const lies: Readonly<Record<string, (answer: Buffer) => Buffer>> = {
  'a service fault': (answer) => serviceFault(answer, 0x8002_0000),
  'no room for a session': (answer) => serviceFault(answer, 0x8056_0000),
  'a message of zeros': (answer) => Buffer.concat([answer.subarray(0, BODY), Buffer.alloc(answer.length - BODY)]),
  // Never taken for an answer: the question runs out of time.
  'the number of another request': (answer) => withLong(answer, REQUEST, answer.readUInt32LE(REQUEST) + 1_000),
};

export const opcuaLieNames: readonly string[] = Object.keys(lies);

const messages: Protocol = {
  lengthOf: (bytes) => (bytes.length < HEADER_SIZE ? undefined : bytes.readUInt32LE(SIZE)),
  isAnswer: (message) => message.toString('latin1', 0, 3) === 'MSG',
};

/** Stands before an OPC UA server without security and twists its answers while told to lie. */
export const openLyingOpcua = (target: number) => openLyingStation(target, messages, lies);
