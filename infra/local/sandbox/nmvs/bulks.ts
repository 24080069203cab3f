import type { Bulk, Transactions, Worked } from './transactions.ts';
import type { NmvsWorld, Told } from './world.ts';

/** Bulks in the order in which they came; each is worked off when it is due, and its result is there from then on. */
export function bulkQueue(world: NmvsWorld, transactions: Transactions, delayMs: () => number) {
  const waiting: Worked[] = transactions.open();
  let working = Promise.resolve();

  const workOff = async (at: number) => {
    for (let next = waiting[0]; next !== undefined && next.bulk.readyAt <= at; next = waiting[0]) {
      const { bulk, told } = next;
      // What was worked off before the sandbox was stopped is not done again.
      for (const one of bulk.wanted.slice(told.length))
        transactions.tell(bulk.nmvsTrxId, await world.act(one, bulk.location, bulk.readyAt));
      waiting.shift();
    }
  };

  return {
    add: (taken: Omit<Bulk, 'readyAt'>, at: number) => {
      const bulk = { ...taken, readyAt: at + delayMs() };
      transactions.takeIn(bulk);
      const worked = transactions.bulk(bulk.nmvsTrxId);
      if (worked !== undefined) waiting.push(worked);
    },
    /** Works off what is due. One after the other, whoever asks. */
    settle: (at: number): Promise<void> => {
      working = working.then(() => workOff(at));
      return working;
    },
    /** Undefined: there is no such bulk. `told` is absent while its result is not there, and for ever when that is lost. */
    resultOf: (nmvsTrxId: string): { told?: readonly Told[] } | undefined => {
      const worked = transactions.bulk(nmvsTrxId);
      if (worked === undefined) return undefined;
      const { bulk, told } = worked;
      return bulk.lost || told.length < bulk.wanted.length ? {} : { told };
    },
  };
}
