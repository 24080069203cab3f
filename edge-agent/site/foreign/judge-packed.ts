import { identify } from '#shared/gs1/identify.ts';
import type { Finding } from '#shared/line/finding.ts';
import type { Batch } from '../../store/batches.ts';
import { batchOf, claimed } from './contradictions.ts';
import type { Thing } from './find-thing.ts';
import type { PackedFact } from './foreign-line.ts';
import type { ForeignNeeds } from './foreign-needs.ts';
import { foundWrong } from './found-wrong.ts';

/** What was told to be packed, as the records have it. */
export interface Packing {
  readonly parent: Thing;
  readonly children: readonly Thing[];
}

/** What is wrong with a container that a line has packed (line rules of the recipe; GS1 General Specifications §2.1, EPCIS 2.0 §7.4.3). */
export function packedWrong(
  needs: ForeignNeeds,
  batch: Batch,
  fact: PackedFact,
  packing: Packing,
  at: string,
): Finding[] {
  const level = batch.recipe.levels.find((one) => one.level === fact.level);
  const { epc } = packing.parent;
  if (level === undefined) return [foundWrong('wrong-level', epc, `the recipe has no ${fact.level}`, `${at}/level`)];
  return [
    ...parentWrong(batch, fact, packing.parent, `${at}/parent`),
    ...packing.children.flatMap((child, i) => childWrong(needs, batch, fact, child, `${at}/children/${i}`)),
    ...repeated(packing.children, at),
    ...countWrong(needs, batch, fact, packing, level.count, at),
  ];
}

function parentWrong({ batch, order }: Batch, { level }: PackedFact, parent: Thing, at: string): Finding[] {
  const { epc } = parent;
  if (parent.is !== 'number')
    return [foundWrong('foreign-code', epc, `${epc} was not given to order ${order.order} for a ${level}`, at)];
  const { number, container } = parent;
  if (number.batch !== batch) return [foundWrong('other-order', epc, `${epc} is of another order`, at)];
  if (number.level !== level) return [foundWrong('wrong-level', epc, `${epc} was given for a ${number.level}`, at)];
  if (container !== undefined && container.state !== 'opened')
    return [foundWrong('number-used', epc, `${epc} is a ${container.level} that is ${container.state}`, at)];
  if (container === undefined && number.state !== 'allocated' && number.state !== 'encoded')
    return [foundWrong('ended', epc, `${epc} is ${number.state}`, at)];
  return claimed(parent, order, at, parent.claims);
}

function childWrong(needs: ForeignNeeds, batch: Batch, fact: PackedFact, child: Thing, at: string): Finding[] {
  const { epc } = child;
  if (child.is === 'unknown') return [foundWrong('foreign-code', epc, `${epc} is no number of this site`, at)];
  const own = needs.batches.orderOf(batchOf(child));
  return [
    ...claimed(child, own, at, child.claims),
    ...lotWrong(needs, batch, fact, child, at),
    ...stateWrong(child, at),
    ...levelWrong(batch, fact, child, at),
  ];
}

function lotWrong(
  { batches }: ForeignNeeds,
  batch: Batch,
  fact: PackedFact,
  child: Exclude<Thing, { is: 'unknown' }>,
  at: string,
): Finding[] {
  const own = batchOf(child);
  if (own === batch.batch) return [];
  const { gtin, lot, owner } = batches.orderOf(own);
  if (gtin !== batch.order.gtin || owner !== batch.order.owner)
    return [foundWrong('other-order', child.epc, `${child.epc} is of product ${gtin}`, at)];
  const mixed = batch.recipe.levels.find(({ level }) => level === fact.level)?.mixed === true;
  return mixed
    ? []
    : [foundWrong('mixed-lots', child.epc, `${child.epc} is of lot ${lot} and of another order`, at, true)];
}

function stateWrong(child: Exclude<Thing, { is: 'unknown' }>, at: string): Finding[] {
  const { epc } = child;
  const [state, within] =
    child.is === 'unit'
      ? [child.unit.state, child.unit.container]
      : [child.container?.state ?? 'not packed', child.container?.parent];
  const wanted = child.is === 'unit' ? 'commissioned' : 'closed';
  if (state === 'printing' || state === 'verified' || state === 'not packed')
    return [foundWrong('not-commissioned', epc, `${epc} was not told to exist`, at)];
  if (state !== wanted) return [foundWrong('ended', epc, `${epc} is ${state}`, at)];
  return within === undefined ? [] : [foundWrong('packed-twice', epc, `${epc} is in container ${within} already`, at)];
}

function levelWrong(
  { recipe }: Batch,
  { level }: PackedFact,
  child: Exclude<Thing, { is: 'unknown' }>,
  at: string,
): Finding[] {
  const own = recipe.levels.findIndex((one) => one.level === level);
  const wanted = recipe.levels[own - 1]?.level ?? 'unit';
  const is = child.is === 'unit' ? 'unit' : child.is === 'number' ? child.number.level : child.container.level;
  return is === wanted
    ? []
    : [foundWrong('wrong-level', child.epc, `${child.epc} is a ${is}, a ${level} takes ${wanted}s`, at)];
}

function repeated(children: readonly Thing[], at: string): Finding[] {
  const seen = new Set<string>();
  return children.flatMap(({ epc }, i) => {
    const isAgain = seen.has(epc);
    seen.add(epc);
    return isAgain ? [foundWrong('twice-in-one', epc, `${epc} stands twice in it`, `${at}/children/${i}`)] : [];
  });
}

function countWrong(
  { containers }: ForeignNeeds,
  { batch, recipe }: Batch,
  { level, partial = false }: PackedFact,
  { parent, children }: Packing,
  full: number,
  at: string,
): Finding[] {
  const { epc } = parent;
  const before = parent.is === 'number' && parent.container !== undefined ? containers.holds(parent.container) : 0;
  const holds = before + children.length;
  const place = `${at}/children`;
  if (children.length === 0) return [foundWrong('nothing-inside', epc, `${epc} has nothing in it`, place)];
  const isMixed = children.some((child) => child.is !== 'unknown' && batchOf(child) !== batch);
  const claims = identify(epc).kind === 'sgtin' && (holds < full || isMixed);
  return [
    ...(holds > full ? [foundWrong('over-full', epc, `${holds} in a ${level} of ${full}`, place, true)] : []),
    ...(holds < full && !partial ? [foundWrong('short', epc, `${holds} in a ${level} of ${full}`, place, true)] : []),
    ...(holds < full && partial && recipe.partial === 'approved'
      ? [foundWrong('partial-unapproved', epc, `${holds} in a ${level} of ${full}, to be approved`, place, true)]
      : []),
    ...(claims ? [foundWrong('claims-more', epc, `${epc} would claim ${full} of one lot`, `${at}/parent`)] : []),
  ];
}
