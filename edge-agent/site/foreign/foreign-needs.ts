import type { Place } from '../../line/container-events.ts';
import type { Stores } from '../../open-stores.ts';
import { ForeignUnits } from '../../store/foreign-units.ts';
import { HandedNumbers } from '../../store/handed.ts';
import { HeldFacts } from '../../store/held-facts.ts';
import { Packs } from '../../store/packs.ts';
import { Tokens } from '../../store/tokens.ts';
import type { Lane } from './lane.ts';

export interface ForeignSetup {
  readonly stores: Stores;
  readonly line: string;
  readonly place: Place;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** One thing at a time: the same for everything that is done for this line. */
  readonly lane: Lane;
  /** How long a slice takes that is a transaction, in milliseconds. */
  readonly sliceMs?: number | undefined;
  /** Told when the outbox has grown. */
  readonly posted: () => void;
  /** Told when an order wants more numbers than are here. */
  readonly short: () => void;
  /** Why nothing more may be recorded; undefined while there is room. */
  readonly diskFull?: (() => string | undefined) | undefined;
}

/** What everything that a line of another maker says is held against, and written into. */
export type ForeignNeeds = Omit<ForeignSetup, 'stores'> &
  Pick<Stores, 'db' | 'batches' | 'containers' | 'stock' | 'outbox' | 'door' | 'exceptions' | 'fates' | 'journal'> & {
    readonly units: ForeignUnits;
    readonly handed: HandedNumbers;
    readonly heldFacts: HeldFacts;
    readonly packs: Packs;
    readonly tokens: Tokens;
  };

export function foreignNeeds({ stores, ...setup }: ForeignSetup): ForeignNeeds {
  const { db } = stores;
  return {
    ...stores,
    ...setup,
    units: new ForeignUnits(db),
    handed: new HandedNumbers(db),
    heldFacts: new HeldFacts(db),
    packs: new Packs(db),
    tokens: new Tokens(db),
  };
}

export const atOf = ({ now }: Pick<ForeignNeeds, 'now'>): string => new Date(now()).toISOString();
