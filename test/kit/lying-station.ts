import { connect, createServer } from 'node:net';
import { listen } from '../../edge-agent/devices/listen.ts';

/** How the messages of a protocol are told apart, and which of them are answers that can be twisted. */
export interface Protocol {
  /** Length of the message that begins here; undefined while that cannot be told. */
  readonly lengthOf: (bytes: Buffer) => number | undefined;
  readonly isAnswer: (message: Buffer) => boolean;
}

/** Stands before a station and twists its answers in one of the ways of `lies` while told to. */
export async function openLyingStation(
  target: number,
  { lengthOf, isAnswer }: Protocol,
  lies: Readonly<Record<string, (answer: Buffer) => Buffer>>,
) {
  let lie: string | undefined;
  const server = createServer((client) => {
    const station = connect({ host: '127.0.0.1', port: target });
    let rest = Buffer.alloc(0);
    client.on('error', () => undefined).on('close', () => station.destroy());
    station.on('error', () => undefined).on('close', () => client.destroy());
    client.on('data', (chunk) => station.write(chunk));
    station.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      for (let length = lengthOf(rest); length !== undefined && rest.length >= length; length = lengthOf(rest)) {
        const message = rest.subarray(0, length);
        rest = rest.subarray(length);
        const twist = lie !== undefined && isAnswer(message) ? lies[lie] : undefined;
        client.write(twist === undefined ? message : twist(message));
      }
    });
  });
  const port = await listen(server, { host: '127.0.0.1', port: 0 });
  return {
    port,
    lie: (name: string | undefined) => {
      lie = name;
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
