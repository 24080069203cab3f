import type { ListenAt } from '../listen.ts';
import type { Listening } from './listener.ts';
import { listenModbus } from './modbus-plc.ts';
import type { PlcProgram } from './plc-program.ts';

/** Ways into a PLC's program, by the driver that takes them. */
export const plcs = {
  modbus: listenModbus,
  /** Loaded only where it is spoken: its library takes a second and 60 MB. */
  opcua: async (program, at) => (await import('./opcua-plc.ts')).listenOpcua(program, at),
} as const satisfies Record<string, (program: PlcProgram, at: ListenAt) => Promise<Listening>>;
