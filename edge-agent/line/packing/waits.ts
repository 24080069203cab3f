import type { Batch } from '../../store/batches.ts';
import type { Containers } from '../../store/containers.ts';
import type { Packs } from '../../store/packs.ts';

interface Stores {
  readonly containers: Containers;
  readonly packs: Packs;
}

/** Things named in one line. */
const NAMED = 5;

/** What of a batch has still to be packed, read back or put right before it can end, in words. */
export function waitsIn({ containers, packs }: Stores, { batch, recipe }: Batch): string[] {
  const levels = recipe.levels;
  const labels = containers
    .in(batch, 'labelled')
    .map(({ level, epc }) => `the label of ${level} ${epc} has to be read back`);
  const opened = containers
    .in(batch, 'opened')
    .map(({ level, epc }) => `${level} ${epc} is opened and has to be completed`);
  const bench = packs.relabelled(batch).map(({ serial }) => `the new label ${serial} has to be scanned on its pack`);
  const [first] = levels;
  const loose = first === undefined ? [] : packs.loose(batch).map(({ serial }) => serial);
  const standing = levels.slice(1).flatMap(({ level, read }, i) => {
    const below = levels[i]?.level;
    if (below === undefined || read === 'counted') return [];
    return named(
      `${below}s are in no ${level}`,
      containers.loose(batch, below).map(({ epc }) => epc),
    );
  });
  return [...labels, ...opened, ...bench, ...named(`good packs are in no ${first?.level}`, loose), ...standing];
}

function named(what: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length > NAMED ? ', …' : '';
  return [`${names.length} ${what}: ${names.slice(0, NAMED).join(', ')}${more}`];
}
