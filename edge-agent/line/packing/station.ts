import type { ReadMethod } from '#shared/line/recipe.ts';
import { type Child, faultOf, type Wanted } from './judge-child.ts';

/** What a station is there for: one level of the recipe. */
export interface StationPlan {
  readonly wanted: Wanted;
  readonly read: ReadMethod;
  /** Children of a full container. */
  readonly count: number;
  /** Codes in a picture. */
  readonly perPicture: number;
  /** A container closes only when its label was read back. */
  readonly verify: boolean;
}

/** A container whose label has yet to be read back. */
export interface Labelled {
  readonly container: number;
  readonly epc: string;
  /** People have it in hand: it may be read in any turn, and nothing behind it waits for it. */
  readonly inHand: boolean;
  /** It went by the fixed scanner and its label was not seen on it: only a person reads it back. */
  readonly wentBy: boolean;
}

/** The one that comes to the fixed scanner next. */
export const dueOf = (labelled: readonly Labelled[]): Labelled | undefined =>
  labelled.find(({ inHand, wentBy }) => !inHand && !wentBy);

/** Those that the fixed scanner may read now. */
export const expected = (labelled: readonly Labelled[]): Labelled[] => {
  const due = dueOf(labelled);
  return labelled.filter((one) => (one.inHand && !one.wentBy) || one === due);
};

/** Where a station stands; all of it is in the stores, so that it can be made anew at any moment. */
export interface StationState {
  /** The container that is being filled. */
  readonly open: number | undefined;
  readonly holds: number;
  /** Oldest first: in this order they come to the scanner. */
  readonly labelled: readonly Labelled[];
  /** The container that was filled last, whatever its state. */
  readonly last: number | undefined;
}

/** What is known of a layer that may not be whole. */
export interface Short {
  /** Packs that are left. */
  readonly left: number;
  /** Packs that the packer has counted; undefined when it does not tell. */
  readonly counted: number | undefined;
  /** A person has counted these very packs and signed for it. */
  readonly confirmed: boolean;
}

export type StationInput =
  /** So many children stand ready, in an order that nothing can change. */
  | { readonly kind: 'ready'; readonly children: number }
  /** One was read as it went in. */
  | { readonly kind: 'child'; readonly child: Child; readonly sequence?: number }
  /** A picture of a layer; with `short` it may be the last, and not whole. */
  | { readonly kind: 'layer'; readonly sequence: number; readonly children: readonly Child[]; readonly short?: Short }
  /** A label came past the scanner, or a person scanned it; `epc` is undefined when nothing could be read. */
  | {
      readonly kind: 'label';
      readonly epc: string | undefined;
      readonly shown: string;
      readonly from: 'scanner' | 'hand';
    }
  /** No more children come. `mayClose`: what is not full may be closed. */
  | { readonly kind: 'rest'; readonly mayClose: boolean };

export type StationEffect =
  /** Puts children into the open container; opens one when there is none. */
  | { readonly do: 'put'; readonly children: readonly Child[] }
  /** The same with the next that stand ready. */
  | { readonly do: 'put-ready'; readonly count: number }
  /** The container is full, or as full as it will be: it gets its number, and its label where it has one. */
  | { readonly do: 'finish'; readonly partial: boolean; readonly await: boolean }
  /** Its label was read back. */
  | { readonly do: 'close'; readonly container: number }
  /** It is past the fixed scanner, and its label was not seen on it. */
  | { readonly do: 'pass-by'; readonly container: number; readonly why: string }
  | { readonly do: 'verdict'; readonly sequence: number; readonly verdict: 'accept' | 'refuse' }
  | { readonly do: 'alarm'; readonly code: StationAlarm; readonly detail: string }
  /** Not to be judged yet: the gate has still to tell of one of them. */
  | { readonly do: 'wait' };

export type StationAlarm = 'layer-refused' | 'scan-refused' | 'label-mismatch' | 'label-unread';

/** Names in one alarm. */
const NAMED = 12;

/**
 * What a packing station does about what it is told. Pure: it decides, the stores hold, and both happen in one transaction.
 *
 * A child goes into one container once; a layer goes in as a whole or not at all; a container whose label has to be read back is
 * closed by nothing else.
 */
export function step(plan: StationPlan, state: StationState, input: StationInput): StationEffect[] {
  switch (input.kind) {
    case 'ready':
      return ready(plan, state, input.children);
    case 'child':
      return child(plan, state, input.child, input.sequence);
    case 'layer':
      return layer(plan, state, input);
    case 'label':
      return input.from === 'scanner' ? atScanner(state, input) : byHand(state, input);
    case 'rest':
      if (state.open === undefined || state.holds === 0 || !input.mayClose) return [];
      return [finish(plan, state.holds < plan.count)];
  }
}

const finish = ({ verify }: StationPlan, partial: boolean): StationEffect => ({ do: 'finish', partial, await: verify });

function ready(plan: StationPlan, { holds }: StationState, children: number): StationEffect[] {
  const effects: StationEffect[] = [];
  let [left, missing] = [children, plan.count - holds];
  for (; left >= missing; missing = plan.count) {
    if (missing > 0) effects.push({ do: 'put-ready', count: missing });
    effects.push(finish(plan, false));
    left -= missing;
  }
  return effects;
}

function child(plan: StationPlan, state: StationState, read: Child, sequence: number | undefined): StationEffect[] {
  const answer = (verdict: 'accept' | 'refuse'): StationEffect[] =>
    sequence === undefined ? [] : [{ do: 'verdict', sequence, verdict }];
  if (
    read.within !== undefined &&
    (read.within === state.open || (sequence !== undefined && read.within === state.last))
  ) {
    return answer('accept');
  }
  const fault = faultOf(read, plan.wanted);
  if (fault !== undefined) {
    return [...answer('refuse'), { do: 'alarm', code: 'scan-refused', detail: `${read.name} ${fault}` }];
  }
  if (read.state === 'coming') return [{ do: 'wait' }];
  return [...filled(plan, state, [read]), ...answer('accept')];
}

const filled = (plan: StationPlan, { holds }: StationState, children: readonly Child[]): StationEffect[] => [
  { do: 'put', children },
  ...(holds + children.length >= plan.count ? [finish(plan, false)] : []),
];

function layer(
  plan: StationPlan,
  state: StationState,
  { sequence, children, short }: Extract<StationInput, { kind: 'layer' }>,
): StationEffect[] {
  const accepted: StationEffect = { do: 'verdict', sequence, verdict: 'accept' };
  const due = Math.min(short?.left ?? plan.perPicture, plan.perPicture, plan.count - state.holds);
  if (isKnown(state, children, short === undefined ? plan.perPicture : children.length)) return [accepted];
  const wrong = children.flatMap((one, i) => {
    const twice =
      children.findIndex(({ is, key, batch }) => is === one.is && key === one.key && batch === one.batch) < i;
    const fault = twice && one.is !== 'unreadable' ? 'is in the picture twice' : faultOf(one, plan.wanted);
    return fault === undefined ? [] : [`${one.name} ${fault}`];
  });
  if (children.length !== due) wrong.unshift(`${children.length} codes in place of ${due}`);
  else wrong.push(...uncounted(due, plan, short));
  if (wrong.length > 0) {
    const more = wrong.length > NAMED ? [`and ${wrong.length - NAMED} more`] : [];
    const detail = `picture ${sequence}: ${[...wrong.slice(0, NAMED), ...more].join('; ')}`;
    return [
      { do: 'verdict', sequence, verdict: 'refuse' },
      { do: 'alarm', code: 'layer-refused', detail },
    ];
  }
  if (children.some(({ state: of }) => of === 'coming')) return [{ do: 'wait' }];
  return [...filled(plan, state, children), accepted];
}

/** A picture of a whole layer shows it whole; in one that is not, something may lie that shows no code: so somebody has to have counted. */
function uncounted(due: number, { perPicture }: StationPlan, short: Short | undefined): string[] {
  if (short === undefined || due >= perPicture || short.confirmed || short.counted === due) return [];
  const counted = short.counted === undefined ? 'the packer tells no count' : `the packer counted ${short.counted}`;
  return [`${counted} where ${due} codes are seen: count the packs, and confirm the layer with a signature`];
}

/** A layer that was taken before, of which the packer has not heard: it still stands there, and is that layer. */
function isKnown({ open, last }: StationState, children: readonly Child[], whole: number): boolean {
  const [first] = children;
  if (first?.within === undefined || children.length !== whole) return false;
  return (first.within === open || first.within === last) && children.every(({ within }) => within === first.within);
}

/**
 * Whatever the scanner tells, something went by it. Unless that was a label it may read now, the container that was due is past, and what bears its
 * label later is another: a label that stuck in the labeller is put on the next one.
 */
function atScanner(
  { labelled }: StationState,
  { epc, shown }: Extract<StationInput, { kind: 'label' }>,
): StationEffect[] {
  const found = expected(labelled).find((one) => one.epc === epc);
  if (found !== undefined) return [{ do: 'close', container: found.container }];
  const due = dueOf(labelled);
  const was = labelled.some((one) => one.epc === epc) ? `${shown}, which has to be scanned by hand,` : shown;
  if (due === undefined)
    return [{ do: 'alarm', code: 'label-mismatch', detail: `${was} was read, and no label is due` }];
  const { container } = due;
  const [code, detail] =
    epc === undefined
      ? (['label-unread', `${due.epc} is due: ${shown}`] as const)
      : (['label-mismatch', `${was} was read where ${due.epc} is due`] as const);
  return [
    { do: 'pass-by', container, why: detail },
    { do: 'alarm', code, detail },
  ];
}

/** Whoever holds the scanner sees which one he scans. */
function byHand({ labelled }: StationState, { epc }: Extract<StationInput, { kind: 'label' }>): StationEffect[] {
  const found = labelled.find((one) => one.epc === epc);
  return found === undefined ? [] : [{ do: 'close', container: found.container }];
}
