import { allocate } from './allocate.ts';
import { beginBatch } from './begin-batch.ts';
import { finishBatch } from './finish-batch.ts';
import type { ForeignLine } from './foreign-line.ts';
import { type ForeignSetup, foreignNeeds } from './foreign-needs.ts';
import { listOrders } from './list-orders.ts';
import { returnUnused } from './return-unused.ts';
import { takeFacts } from './take-facts.ts';

/** A line of another maker, over the stores of the site. Every call answers when all of it is on disk; what takes long is done in slices. */
export function openForeignLine(setup: ForeignSetup): ForeignLine {
  const needs = foreignNeeds(setup);
  return {
    line: needs.line,
    orders: () => listOrders(needs),
    begin: (order, token) => beginBatch(needs, order, token),
    allocate: (ask) => allocate(needs, ask),
    returnUnused: (said) => returnUnused(needs, said),
    take: (said) => takeFacts(needs, said),
    finish: (said) => finishBatch(needs, said),
  };
}
