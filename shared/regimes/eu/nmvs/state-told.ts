import { acts } from './operations.ts';
import { type Overlay, type PackState, stateOf } from './pack-state.ts';

/** Reasons by which an NMVS tells a state, where its word is not that of the law. The state words of answers are from public clients. */
const reasons: Readonly<Record<string, PackState>> = { DISPENSED: 'SUPPLIED' };

const changing = acts.filter((act) => act !== 'verify');
const states = new Set<string>(['ACTIVE', ...changing.map(stateOf)]);

/** The state that an answer tells of a pack; undefined when it tells none that is known. */
export function stateTold({ state, reason }: { state?: string; reason?: string }): PackState | Overlay | undefined {
  if (state === 'ACTIVE') return 'ACTIVE';
  const word = reason?.trim().toUpperCase().replace(/[ -]/g, '_') ?? '';
  if (isState(word) || isOverlay(word)) return word;
  return reasons[word];
}

const isState = (word: string): word is PackState => states.has(word);
const isOverlay = (word: string): word is Overlay => ['EXPIRED', 'RECALLED', 'WITHDRAWN'].includes(word);
