import { openModbusPlc } from '../../edge-agent/devices/plcs/modbus.ts';
import { lieNames, openLyingModbus } from '../kit/lying-modbus.ts';
import { plcContract, startPlcLine } from './plc-contract.ts';

plcContract('Modbus', openModbusPlc, () => startPlcLine('modbus', openLyingModbus), lieNames);
