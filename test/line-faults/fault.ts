import type { Faults } from '../../edge-agent/devices/simulated/faults.ts';
import type { LedgerEntry } from '../../edge-agent/devices/simulated/world.ts';
import type { AlarmCode } from '../../edge-agent/line/alarm-table.ts';
import type { Scene } from './handles.ts';

/** What is known of a batch when it is over, for a fault's own check. */
export interface Outcome {
  /** The carton at which the fault was planted. */
  readonly at: number;
  /** What a person took out of the good packs counts as rejected. */
  readonly cartons: readonly LedgerEntry[];
  readonly alarms: readonly string[];
  readonly states: readonly string[];
  /** Alarms that have stopped the line though nothing was planted that may; undefined when something was. */
  readonly uncalledFor: readonly string[] | undefined;
  /** What became of the number that is printed on a carton. */
  readonly recordedAs: (carton: number) => string | undefined;
}

/** True when the line bore what was planted: nothing stopped it. */
export const borne = ({ uncalledFor = [] }: Outcome): boolean => uncalledFor.length === 0;

/** Something that goes wrong on a line, and what it must lead to. */
export interface Fault {
  readonly name: string;
  /** What happens, for people. */
  readonly what: string;
  /** Alarms of which one has to be raised. Without any the line bears it, and `fate` says what has to come of it. */
  readonly alarms: readonly AlarmCode[];
  /** In words what comes of it, and how that is seen; where there are alarms as well, either will do, unless it has to be seen `besides`. */
  readonly fate?: { readonly words: string; readonly seen: (outcome: Outcome) => boolean; readonly besides?: true };
  /** It needs a line with such a printer. */
  readonly printer?: 'zpl' | 'videojet';
  /** How the world is set up for it to happen at a carton. */
  readonly world?: (at: number) => Faults;
  /** Before the line starts. */
  readonly before?: (scene: Scene) => void;
  /** When that many cartons have entered. */
  readonly happen?: (scene: Scene) => void;
  /** What a person does about it once the line stands. */
  readonly mend?: (scene: Scene) => void;
  /** It cannot be told from others in the same batch. */
  readonly alone?: boolean;
}
