import { openModbusPacker } from '../../edge-agent/devices/packers/modbus.ts';
import { packerContract } from './packer-contract.ts';

packerContract('Modbus', openModbusPacker);
