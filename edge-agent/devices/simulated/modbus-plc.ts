import { once } from 'node:events';
import { Server } from 'node:net';
import { type IServiceVector, ServerTCP } from 'modbus-serial';
import { boundPort, type ListenAt } from '../listen.ts';
import { PLC_WORDS } from '../plcs/register-map.ts';
import type { Listening } from './listener.ts';
import { ModbusException } from './modbus-exception.ts';
import type { PlcProgram } from './plc-program.ts';

const unsupported = (): never => {
  throw new ModbusException(1);
};

function vectorOf(program: PlcProgram): IServiceVector {
  const read = (address: number, count: number) => {
    if (address + count > PLC_WORDS) throw new ModbusException(2);
    return program.image().slice(address, address + count);
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
export async function listenModbus(program: PlcProgram, { host, port }: ListenAt): Promise<Listening> {
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
