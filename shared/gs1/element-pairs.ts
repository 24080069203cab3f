import { type Refusal, refuse } from '../refusal.ts';
import { identifierOf } from './application-identifiers.ts';
import { repeatRefusal } from './element-refusal.ts';
import type { Element } from './key-link.ts';

/** A rule about several elements that is broken, and the element that broke it. */
export interface PairProblem {
  readonly index: number;
  readonly refusal: Refusal;
}

const rule = 'GS1 GS §4.13';

/**
 * Which rules about elements of one item are broken: an identifier twice with different values, an invalid pair, a missing mandatory association,
 * a digital signature (8030) over a key that has no serial.
 * All symbols of an item count together (GS1 General Specifications §4.13), so give the elements of all of them. Identifiers outside the
 * table are passed over.
 */
export function pairProblems(elements: readonly Element[]): PairProblem[] {
  const problems: PairProblem[] = [];
  const report = (index: number, refusal: Refusal) => problems.push({ index, refusal });
  const first = new Map<string, { readonly index: number; readonly value: string }>();
  for (const [index, { ai, value }] of elements.entries()) {
    const earlier = first.get(ai);
    if (earlier === undefined) first.set(ai, { index, value });
    else if (earlier.value !== value) report(index, repeatRefusal(ai, index));
  }
  const present = [...first.keys()];
  const broken = (index: number, detail: string, remedy: string) =>
    report(index, refuse('malformed', detail, { at: `${index}`, rule, remedy }));
  for (const [ai, { index }] of first) {
    const { requires, excludes } = identifierOf(ai) ?? { requires: [], excludes: [] };
    for (const other of present)
      if (other !== ai && excludes.some((pattern) => matches(other, pattern)))
        broken(index, `(${ai}) and (${other}) are an invalid pair`, 'leave one of them out');
    if (requires.length > 0 && !requires.some((group) => group.every((one) => present.some((ai) => matches(ai, one)))))
      broken(index, `(${ai}) lacks its mandatory association`, `add ${requires.map(spoken).join(' or ')}`);
  }
  const signature = first.get('8030');
  for (const key of signature ? ['253', '255', '8003'] : [])
    if (signature && first.get(key)?.value.length === identifierOf(key)?.format.least)
      broken(signature.index, `(8030) signs (${key}) without a serial`, `give (${key}) its serial`);
  return problems;
}

/** The broken rules alone, with the element's index in `at`. */
export function associationProblems(elements: readonly Element[]): Refusal[] {
  return pairProblems(elements).map(({ refusal }) => refusal);
}

/** `31nn` stands for all four-digit identifiers that begin with 31. */
function matches(ai: string, pattern: string): boolean {
  const stem = pattern.indexOf('n');
  return stem < 0 ? ai === pattern : ai.length === pattern.length && ai.startsWith(pattern.slice(0, stem));
}

const spoken = (group: readonly string[]) => group.map((ai) => `(${ai})`).join(' with ');
