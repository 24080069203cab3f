import { openCamera } from '../../edge-agent/devices/simulated/camera.ts';
import type { Faults } from '../../edge-agent/devices/simulated/faults.ts';
import { type SimulatedDrivers, type SimulatedLine, startLine } from '../../edge-agent/devices/simulated/line.ts';
import { isRefusal, type Refusal } from '../../shared/refusal.ts';

/** A line on free ports of this machine, fast by default so that tests need not wait for a belt. */
export const startTestLine = async (
  faults: Faults = {},
  options: {
    cartonsPerMinute?: number;
    seed?: number;
    gateAt?: number;
    base64?: boolean;
    drivers?: SimulatedDrivers;
  } = {},
): Promise<SimulatedLine> =>
  await startLine({
    host: '127.0.0.1',
    ports: { printer: 0, reader: 0, plc: 0 },
    cartonsPerMinute: 3_000,
    seed: 1,
    ...options,
    faults,
    camera: await openCamera(),
  });

/** What a test is sure about: a value, or the refusal as an error. */
export function certain<T>(value: T | Refusal): T {
  if (isRefusal(value)) throw new Error(`${value.at ?? ''} ${value.detail}`);
  return value;
}

/** A signal that never aborts. */
export const never = (): AbortSignal => new AbortController().signal;
