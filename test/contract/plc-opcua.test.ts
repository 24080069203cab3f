import { openOpcuaPlc } from '../../edge-agent/devices/plcs/opcua.ts';
import { opcuaLieNames, openLyingOpcua } from '../kit/lying-opcua.ts';
import { plcContract, startPlcLine } from './plc-contract.ts';

/** Readable on the wire, so that lies can be put there; `opcua.test.ts` holds what security adds. A busy processor is no fault. */
const openReadable = (address: unknown) =>
  openOpcuaPlc(
    typeof address === 'object' && address !== null ? { security: 'None', ...address, timeoutMs: 2_000 } : address,
  );

/** Far enough behind the camera for a verdict by method call, also where driver and server share one processor. */
const GATE_MM = 3_000;

plcContract('OPC UA', openReadable, () => startPlcLine('opcua', openLyingOpcua, GATE_MM), opcuaLieNames);
