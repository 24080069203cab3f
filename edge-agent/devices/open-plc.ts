import type { Plc } from './device.ts';
import { type Drivers, driverOf } from './open-driver.ts';
import { openModbusPlc } from './plcs/modbus.ts';
import { openOpcuaPlc } from './plcs/opcua.ts';

const drivers: Drivers<Plc> = {
  modbus: openModbusPlc,
  opcua: openOpcuaPlc,
};

/** Opens the controller of infeed and gate; `driver` of its address is `modbus` when left out. A refusal names the member that is wrong. */
export const openPlc = driverOf(drivers, 'modbus');
