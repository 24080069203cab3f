import type { Outbox } from '../../outbox/outbox.ts';
import type { Acts } from '../../store/acts.ts';
import type { Batches } from '../../store/batches.ts';
import type { Containers } from '../../store/containers.ts';
import type { Database } from '../../store/database.ts';
import type { Stock } from '../../store/stock.ts';
import type { AlarmCode } from '../alarm-table.ts';
import type { Place } from '../container-events.ts';
import type { Door } from '../door.ts';
import type { Limits } from '../limits.ts';
import type { Machine } from '../machine.ts';

export interface PackingNeeds {
  readonly door: Door;
  readonly db: Database;
  readonly batches: Batches;
  readonly containers: Containers;
  readonly stock: Stock;
  readonly outbox: Outbox;
  readonly acts: Acts;
  readonly line: string;
  readonly place: Place;
  readonly machine: Machine;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told when the outbox has grown. */
  readonly posted: () => void;
  /** Told how many packs went into containers. */
  readonly packed: (packs: number) => void;
  readonly raise: (code: AlarmCode, detail: string) => void;
  /** Does what was waited for meanwhile; what goes wrong in it becomes an alarm. */
  readonly guarded: (step: () => void) => void;
  readonly limits: Pick<Limits, 'labelMs'>;
  /** Ends with the agent. */
  readonly ending: AbortSignal;
}
