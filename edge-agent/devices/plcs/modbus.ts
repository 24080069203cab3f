import * as v from 'valibot';
import { isRefusal } from '#shared/refusal.ts';
import { addressEntries } from '../address.ts';
import type { Plc } from '../device.ts';
import { driver } from '../driver.ts';
import { readShape } from '../read-shape.ts';
import { PolledPlc, pollingEntries } from './polled-plc.ts';
import { agentRegisters, PLC_WORDS, readPlcImage, VERDICT_SLOTS, verdictCodes, writeLong } from './register-map.ts';
import { connectRegisters } from './registers.ts';
import type { Station } from './station.ts';

const shape = v.strictObject({
  ...addressEntries,
  ...pollingEntries,
  port: v.optional(addressEntries.port, 502),
  unit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255)), 1),
});

async function connectModbus(at: v.InferOutput<typeof shape>, signal: AbortSignal): Promise<Station> {
  const registers = await connectRegisters(at, signal);
  return {
    look: async (_seen, signal) => readPlcImage(await registers.read(0, PLC_WORDS, signal)),
    beat: (value, signal) => registers.write(agentRegisters.heartbeat, [value], signal),
    release: (total, signal) => registers.write(agentRegisters.released, writeLong(total), signal),
    verdict: (sequence, verdict, signal) => {
      const mailbox = agentRegisters.verdicts + (sequence % VERDICT_SLOTS) * 3;
      return registers.write(mailbox, [...writeLong(sequence), verdictCodes[verdict]], signal);
    },
    command: (number, command, signal) => registers.write(agentRegisters.command, [number, command], signal),
    limitRejects: (count, signal) => registers.write(agentRegisters.rejectLimit, [count], signal),
    close: async () => registers.close(),
  };
}

/**
 * Opens the PLC of infeed and reject gate over Modbus TCP, with the registers of `register-map.ts`.
 *
 * @param address `{ host, port = 502, unit = 1, timeoutMs = 2000, pollMs = 20, purgeTimeoutMs = 60000, rejectLimit?,
 *   afterFate? }`; a refusal names the member that is wrong.
 */
export const openModbusPlc = driver<Plc>((address) => {
  const at = readShape(shape, address);
  return isRefusal(at) ? at : () => new PolledPlc(at, (signal) => connectModbus(at, signal));
});
