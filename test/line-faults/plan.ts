import { type Random, randomStream } from '../../edge-agent/devices/simulated/random.ts';
import { catalogue } from './catalogue.ts';
import type { Fault } from './fault.ts';

/** What goes wrong in one batch. All of it follows from the seed. */
export interface Plan {
  readonly seed: number;
  readonly printer: 'zpl' | 'videojet';
  readonly reader: 'dmcc' | 'insight' | 'keyence';
  readonly quantity: number;
  /** The line has people, who sign. */
  readonly staffed: boolean;
  readonly sampleEvery: number;
  readonly faults: readonly { readonly fault: Fault; readonly at: number }[];
}

const MOST = 3;
/** Cartons between two faults: what one stops is through the gate before the other happens. */
const APART = 18;
/** Cartons behind the last fault: what is lost when the line stands, and what its discovery takes. */
const BEHIND = 32;

const oneOf = <T>(random: Random, choices: readonly T[]): T | undefined =>
  choices[Math.floor(random() * choices.length)];

/** Two faults that set the same member of the world would be one. */
const clash = (one: Fault, other: Fault): boolean => {
  const members = Object.keys(one.world?.(1) ?? {});
  return one === other || Object.keys(other.world?.(1) ?? {}).some((member) => members.includes(member));
};

/** Draws a plan. With `only` that fault is planted, alone. */
export function planOf(seed: number, only?: string): Plan {
  const random = randomStream(seed, 'plan');
  const wanted = catalogue.find(({ name }) => name === only);
  if (only !== undefined && wanted === undefined) {
    throw new Error(`no fault ${only}; there are ${catalogue.map(({ name }) => name).join(', ')}`);
  }
  const drawn = random() < 0.7 ? 'zpl' : 'videojet';
  const printer = wanted?.printer ?? drawn;
  const reader = oneOf(random, ['dmcc', 'insight', 'keyence'] as const) ?? 'dmcc';
  const count = 1 + Math.floor(random() * MOST);
  const chosen: Fault[] = [];
  while (chosen.length < count && wanted === undefined) {
    const fault = oneOf(random, catalogue);
    if (fault === undefined || (fault.printer ?? printer) !== printer || chosen.some((one) => clash(one, fault)))
      continue;
    chosen.push(fault);
  }
  if (wanted !== undefined) chosen.push(wanted);
  let at = 0;
  const faults = chosen.map((fault) => {
    at += APART + Math.floor(random() * 6) - (at === 0 ? 8 : 0);
    return { fault, at };
  });
  const sampleEvery = random() < 0.3 ? 9 : 0;
  // A stream of its own: what else a seed draws stays as it was.
  const staffed = randomStream(seed, 'people')() < 0.5;
  return { seed, printer, reader, quantity: at + BEHIND, staffed, sampleEvery, faults };
}
