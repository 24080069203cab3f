import * as v from 'valibot';
import { atWork, listed } from './at-work.ts';
import type { LineCalls, Said } from './line-calls.ts';
import { misbehave } from './misbehave.ts';

/** Numbers of an order that do not become good packs: one each is rejected, spoiled as a label, crushed, and given back. */
const OTHERS = 4;

/** What a simulated line did, and what it was answered where it misbehaved. */
export interface BatchRun {
  readonly packs: readonly string[];
  readonly cases: readonly string[];
  readonly pallets: readonly string[];
  /** By what was wrong with it. */
  readonly faults: Readonly<Record<string, Said>>;
  readonly ended: Said;
}

/**
 * Runs an order as another maker's line does: numbers, packs, cases, pallets, what went wrong, and the end. When it `isBad` it also says
 * things twice, says other things under an old token, and tells of codes that cannot be. It tells all packs at once: an order has 2,000 at most.
 */
export async function runBatch(calls: LineCalls, wanted: string, isBad = false): Promise<BatchRun> {
  const { orders } = v.parse(listed, await calls.orders());
  const order = orders.find((one) => one.order.order === wanted)?.order;
  if (order === undefined) throw new Error(`there is no order ${wanted}`);
  const work = atWork(calls, order);
  const begun = await work.say('begin', { token: 'begin' });
  if (!begun.ok) throw new Error(`order ${wanted} does not begin: ${JSON.stringify(begun.body)}`);
  const packs = await work.numbers('item', order.quantity, 'packs');
  const good = packs.slice(0, packs.length - OTHERS);
  const full = Math.floor(good.length / order.unitsPerCase);
  const cases = await work.numbers('case', isBad ? full + 1 : full, 'cases');
  const stacks = Math.floor(full / order.casesPerPallet);
  const pallets = stacks > 0 ? await work.numbers('pallet', stacks, 'pallets') : [];
  const [rejected = '', spoiled = '', crushed = '', unused = ''] = packs.slice(-OTHERS);

  await work.tell('born', { kind: 'commissioned', numbers: [...good, rejected, crushed] });
  await work.tell(
    'ends',
    { kind: 'rejected', numbers: [rejected], reason: 'no code on it' },
    { kind: 'label-scrapped', numbers: [spoiled], reason: 'the ribbon tore' },
    { kind: 'destroyed', numbers: [crushed], reason: 'crushed by the cartoner' },
  );
  for (const [at, children] of portions(good, order.unitsPerCase).entries()) {
    await work.tell(`case-${at}`, { kind: 'packed', level: 'case', parent: cases[at], children });
  }
  for (const [at, children] of portions(cases.slice(0, full), order.casesPerPallet).slice(0, stacks).entries()) {
    await work.tell(`pallet-${at}`, { kind: 'packed', level: 'pallet', parent: pallets[at], children });
  }
  const faults = isBad ? await misbehave(work, good, cases, spoiled) : {};
  await work.say('returns', { token: 'unused', level: 'item', numbers: [unused] });
  const counts = { commissioned: full * order.unitsPerCase, rejected: 1, cases: full, pallets: stacks };
  const ended = await work.say('finish', { token: 'end', counts });
  return { packs: good, cases: cases.slice(0, full), pallets, faults, ended };
}

/** A list in parts of a size; what is left over is left out. */
const portions = (list: readonly string[], size: number): readonly string[][] =>
  Array.from({ length: Math.floor(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
