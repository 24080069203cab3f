import type { XmlPlace } from '../../wire/xml-place.ts';

/** A child of an element, with its rank in the order of the schema. Of neighbours of one rank the first stands for all. */
export interface Ranked {
  readonly name: string;
  readonly rank: number;
  readonly at: XmlPlace;
}

/** More than any schema names; what others add beyond is not ordered. */
const MOST = 64;

/** Adds a child behind the others. */
export function addRanked(children: Ranked[], child: Ranked): void {
  if (children.length < MOST && children.at(-1)?.rank !== child.rank) children.push(child);
}

/** The children that stand in the wrong place, each with what is wrong: as few as can be, so that one that was moved is one fault. */
export function misplacedIn(children: readonly Ranked[]): { child: Ranked; detail: string }[] {
  if (children.every(({ rank }, index) => rank >= (children[index - 1]?.rank ?? 0))) return [];
  const kept = inOrder(children);
  const order = [...new Set(children.toSorted((a, b) => a.rank - b.rank).map(({ name }) => name))].join(', ');
  return children.flatMap((child, index) => {
    if (kept.has(index)) return [];
    const behind = children.find(({ rank }, other) => other > index && kept.has(other) && rank < child.rank);
    const before = children.findLast(({ rank }, other) => other < index && kept.has(other) && rank > child.rank);
    const where = behind === undefined ? `after <${before?.name}>` : `before <${behind.name}>`;
    return [{ child, detail: `<${child.name}> stands ${where}; the order of the schema is: ${order}` }];
  });
}

/** The indexes of a longest part that keeps the order. */
function inOrder(children: readonly Ranked[]): Set<number> {
  const chains: number[][] = [];
  let longest: number[] = [];
  for (const [index, { rank }] of children.entries()) {
    let before: number[] = [];
    for (const chain of chains)
      if (chain.length >= before.length && (children[chain.at(-1) ?? 0]?.rank ?? 0) <= rank) before = chain;
    const chain = [...before, index];
    chains.push(chain);
    if (chain.length >= longest.length) longest = chain;
  }
  return new Set(longest);
}
