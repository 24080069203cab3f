import type { Packer } from './device.ts';
import { type Drivers, driverOf } from './open-driver.ts';
import { openModbusPacker } from './packers/modbus.ts';

const drivers: Drivers<Packer> = { modbus: openModbusPacker };

/** Opens a case packer; `driver` of its address is `modbus` when left out. A refusal names the member that is wrong. */
export const openPacker = driverOf(drivers, 'modbus');
