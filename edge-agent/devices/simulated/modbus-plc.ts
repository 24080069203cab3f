import { once } from 'node:events';
import { Server } from 'node:net';
import { type IServiceVector, ServerTCP } from 'modbus-serial';
import { boundPort, type ListenAt } from '../listen.ts';
import type { Listening } from './listener.ts';
import { ModbusException } from './modbus-exception.ts';

/** A program that shows registers and takes some. */
export interface RegisterProgram {
  /** All registers it shows, as of one scan. */
  image(): number[];
  /** @throws ModbusException */
  write(address: number, words: readonly number[]): void;
}

const unsupported = (): never => {
  throw new ModbusException(1);
};

function vectorOf(program: RegisterProgram): IServiceVector {
  const read = (address: number, count: number) => {
    const words = program.image();
    if (address + count > words.length) throw new ModbusException(2);
    return words.slice(address, address + count);
  };
  return {
    getHoldingRegister: (address: number, _unit: number) => read(address, 1)[0] ?? 0,
    getMultipleHoldingRegisters: (address: number, count: number, _unit: number) => read(address, count),
    setRegister: (address: number, value: number, _unit: number) => program.write(address, [value]),
    setRegisterArray: (address: number, values: number[], _unit: number) => program.write(address, values),
    // Functions that are not named here would never be answered.
    getCoil: unsupported,
    getDiscreteInput: unsupported,
    getInputRegister: unsupported,
    setCoil: unsupported,
  };
}

/** Starts the PLC's Modbus TCP server. Holding registers only; anything else is answered with exception 1. */
export async function listenModbus(program: RegisterProgram, { host, port }: ListenAt): Promise<Listening> {
  // The library takes the number 0 for "not given" and would listen on 502; as text it means any free port.
  const station: ServerTCP = Reflect.construct(ServerTCP, [vectorOf(program), { host, port: String(port) }]);
  const server: unknown = Reflect.get(station, '_server');
  if (!(server instanceof Server)) throw new Error('the Modbus library has no server to ask for its port');
  // Connections come and go; the agent sees it at its end.
  station.on('socketError', () => undefined);
  await once(server, 'listening');
  const drop = () => {
    for (const socket of station.socks.keys()) socket.destroy();
  };
  return {
    port: boundPort(server),
    drop,
    close: () => new Promise((resolve) => station.close(() => resolve())),
  };
}
