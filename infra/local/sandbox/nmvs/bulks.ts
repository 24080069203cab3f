import type { Wanted } from './read-request.ts';
import type { NmvsWorld, Told } from './world.ts';

interface Bulk {
  readonly nmvsTrxId: string;
  readonly wanted: readonly Wanted[];
  readonly location: string;
  readonly readyAt: number;
  readonly lost: boolean;
  told?: readonly Told[];
}

/** Bulks in the order in which they came; each is worked off when it is due, and its result is there from then on. */
export function bulkQueue(world: NmvsWorld, delayMs: number) {
  const all = new Map<string, Bulk>();
  const waiting: Bulk[] = [];
  let working = Promise.resolve();

  const workOff = async (at: number) => {
    while (waiting[0] !== undefined && waiting[0].readyAt <= at) {
      const bulk = waiting.shift();
      if (bulk === undefined) return;
      const told: Told[] = [];
      for (const one of bulk.wanted) told.push(await world.act(one, bulk.location, bulk.readyAt));
      bulk.told = told;
    }
  };

  return {
    add: (bulk: Pick<Bulk, 'nmvsTrxId' | 'wanted' | 'location' | 'lost'>, at: number) => {
      const taken: Bulk = { ...bulk, readyAt: at + delayMs };
      all.set(bulk.nmvsTrxId, taken);
      waiting.push(taken);
    },
    /** Works off what is due. One after the other, whoever asks. */
    settle: (at: number): Promise<void> => {
      working = working.then(() => workOff(at));
      return working;
    },
    /** Undefined: there is no such bulk. `told` is absent while its result is not there, and for ever when that is lost. */
    resultOf: (nmvsTrxId: string): { told?: readonly Told[] } | undefined => {
      const bulk = all.get(nmvsTrxId);
      if (bulk === undefined) return undefined;
      return bulk.lost || bulk.told === undefined ? {} : { told: bulk.told };
    },
  };
}
