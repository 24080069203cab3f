import type { Faults } from '../../edge-agent/devices/simulated/faults.ts';
import type { SimulatedLine } from '../../edge-agent/devices/simulated/line.ts';
import type { Line } from '../../edge-agent/line/line.ts';
import type { Machine } from '../../edge-agent/line/machine.ts';
import type { Stores } from '../../edge-agent/testing/builders.ts';
import type { Cable, CabledDevice } from './cables.ts';

/** One batch at a line of its own: the world, the agent's line, and the handles by which faults are made. */
export interface Scene {
  readonly faults: Faults;
  readonly world: SimulatedLine;
  readonly line: Line;
  readonly machine: Machine;
  readonly stores: Stores;
  readonly cables: Readonly<Record<CabledDevice, Cable>>;
  readonly clock: { offset: number };
  readonly serials: { withhold(): void; deliver(): void };
  readonly disk: { fill(): void; free(): void };
  readonly states: readonly string[];
  /** Codes of all alarms. */
  readonly raised: ReadonlySet<string>;
  roughen(): void;
  /** Acts once when the line comes into a state. */
  onceState(state: string, act: () => void): void;
  close(): Promise<void>;
}
