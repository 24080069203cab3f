import type { ListenAt } from '../listen.ts';
import type { Listening } from './listener.ts';
import { listenModbus } from './modbus-plc.ts';
import type { PlcProgram } from './plc-program.ts';

/** Ways into a PLC's program, by the driver that takes them. */
export const plcs = {
  modbus: listenModbus,
} as const satisfies Record<string, (program: PlcProgram, at: ListenAt) => Promise<Listening>>;
