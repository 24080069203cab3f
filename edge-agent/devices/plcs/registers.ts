import { connect, type Socket } from 'node:net';
import modbus from 'modbus-serial';
import type { Address } from '../address.ts';
import { DeviceFault } from '../device-fault.ts';
import { inTurn } from '../in-turn.ts';
import { inTime } from '../limited.ts';

/** Holding registers behind one Modbus TCP connection. One request is under way at a time: small PLCs know no more. */
export interface Registers {
  /** FC03. */
  read(address: number, count: number, signal: AbortSignal): Promise<number[]>;
  /** FC16, whatever the count: the PLC sees all words change at once. */
  write(address: number, words: readonly number[], signal: AbortSignal): Promise<void>;
  close(): void;
}

/** What the library rejects with, as a fault: an exception (`modbusCode` 1–11), or an answer that makes no sense. */
function asFault(what: string, cause: unknown): DeviceFault {
  if (cause instanceof DeviceFault) return cause;
  const said = cause instanceof Error ? cause.message : String(cause);
  const refused = cause instanceof Error && 'modbusCode' in cause;
  return new DeviceFault('rejected', refused ? `${what}: ${said}` : `${what}: malformed answer: ${said}`, { cause });
}

async function openSocket({ host, port, timeoutMs }: Address, signal: AbortSignal): Promise<Socket> {
  const socket = connect({ host, port, noDelay: true, keepAlive: true });
  const standing = new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.on('error', (cause) => reject(new DeviceFault('disconnected', cause.message, { cause })));
  });
  try {
    await inTime(timeoutMs, signal, `connect to ${host}:${port}`, () => standing);
  } catch (fault) {
    socket.destroy();
    throw fault;
  }
  return socket;
}

/**
 * Connects to unit `unit` of a Modbus TCP station. The caller closes a connection on which an answer failed
 * to come: nothing shows sooner that its other end is gone.
 *
 * @throws DeviceFault `disconnected` (with the socket's error as cause), `timeout`, or `rejected` for Modbus exceptions and
 *   for answers that break the protocol.
 */
export async function connectRegisters(at: Address & { unit: number }, signal: AbortSignal): Promise<Registers> {
  const socket = await openSocket(at, signal);
  const client = new modbus.default();
  await client.linkTCP(socket, { port: at.port });
  client.setID(at.unit);
  // Ours ends first; this one only lets the library forget the request.
  client.setTimeout(at.timeoutMs * 2);
  const turn = inTurn();
  let giveUp: ((fault: DeviceFault) => void) | undefined;
  socket.once('close', () => giveUp?.(new DeviceFault('disconnected', 'the PLC hung up')));

  /** The library forgets requests whose connection closed until they time out: this ends them at once. */
  const untilClosed = <T>(work: () => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      giveUp = reject;
      work().then(resolve, reject);
    });

  const request = <T>(what: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
    let isGivenUp = false;
    const inItsTurn = () =>
      turn(async () => {
        if (isGivenUp) throw new Error(`nobody waits for ${what} any more`);
        if (socket.destroyed) throw new DeviceFault('disconnected', 'the connection to the PLC is closed');
        return await untilClosed(work);
      });
    const gaveUp = () => {
      isGivenUp = true;
    };
    return inTime(at.timeoutMs, signal, what, inItsTurn, gaveUp).catch((error: unknown) => {
      throw signal.aborted && error === signal.reason ? error : asFault(what, error);
    });
  };

  return {
    read: async (address, count, signal) => {
      const what = `read ${address}`;
      const { data } = await request(what, signal, () => client.readHoldingRegisters(address, count));
      // The library holds only the frame's length against the question, not the count the answer itself names.
      if (data.length !== count) throw asFault(what, new Error(`${data.length} words instead of ${count}`));
      return data;
    },
    write: async (address, words, signal) => {
      await request(`write ${address}`, signal, () => client.writeRegisters(address, [...words]));
    },
    close: () => client.destroy(() => undefined),
  };
}
