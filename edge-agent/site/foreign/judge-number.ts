import type { Finding, FindingCode } from '#shared/line/finding.ts';
import type { UnitState } from '../../store/journal.ts';
import type { NumbersFact } from './foreign-line.ts';
import { foundWrong } from './found-wrong.ts';

/** What is known of a pack. */
export interface PackNow {
  readonly state: UnitState;
  readonly isEncoded: boolean;
  readonly isPacked: boolean;
  readonly isTold: boolean;
}

/** What a fact makes of a pack. `isLabel`: its label never came onto one. */
export type Step = { readonly to: UnitState; readonly isLabel?: boolean } | 'encode' | 'note' | 'known';

type Kind = NumbersFact['kind'];
type Wrong = readonly [code: FindingCode, why: string, mayTell?: boolean];

/** Whether nothing is known of a number but that the line has it, or has written it into a code. */
const isFresh = ({ state }: PackNow): boolean => state === 'printing' || state === 'verified';

/** The states that each fact leads to, from where. */
const ways: Readonly<Record<Exclude<Kind, 'encoded' | 'inspected' | 'commissioned'>, Way>> = {
  rejected: { to: 'rejected', from: ['fresh', 'commissioned'], tellsNothing: true },
  'label-scrapped': { to: 'destroyed', from: ['fresh'], isLabel: true },
  'label-sampled': { to: 'sampled', from: ['fresh'], isLabel: true },
  invalidated: { to: 'destroyed', from: ['fresh'], isLabel: true },
  sampled: { to: 'sampled', from: ['fresh', 'commissioned'] },
  decommissioned: { to: 'decommissioned', from: ['commissioned', 'rejected', 'sampled'] },
  destroyed: { to: 'destroyed', from: ['fresh', 'commissioned', 'rejected', 'sampled', 'decommissioned'] },
};

interface Way {
  readonly to: UnitState;
  readonly from: readonly (UnitState | 'fresh')[];
  readonly isLabel?: true;
  /** Nothing can be told of it, so that it must not have been told before. */
  readonly tellsNothing?: true;
}

/** What a fact makes of a pack, or what is wrong with it. Every number has one fate, and what was told exists until it is told to have ended. */
export function judgeNumber(kind: Kind, now: PackNow, epc: string, at: string): Step | Finding {
  const step = stepOf(kind, now);
  if (typeof step === 'string' || 'to' in step) return step;
  const [code, why, mayTell = false] = step;
  return foundWrong(code, epc, `${epc} is told to be ${kind} and ${why}`, at, mayTell);
}

function stepOf(kind: Kind, now: PackNow): Step | Wrong {
  if (kind === 'inspected') return 'note';
  if (kind === 'encoded') return encoding(now);
  if (kind === 'commissioned') return beginning(now);
  const way = ways[kind];
  if (now.state === way.to) return 'known';
  const from = isFresh(now) ? 'fresh' : now.state;
  if (!way.from.includes(from))
    return isFresh(now) ? ['not-commissioned', 'was never commissioned'] : ['ended', `is ${now.state}`];
  if (now.isPacked) return ['is-packed', 'is in a container'];
  if (way.tellsNothing && now.isTold) return ['told-before', 'was told to exist'];
  return { to: way.to, ...(way.isLabel && { isLabel: true }) };
}

/** A line may tell late that it wrote a code onto a good pack; what became of any other number was told before. */
function encoding(now: PackNow): Step | Wrong {
  if (isFresh(now)) return now.isEncoded ? 'known' : 'encode';
  return now.state === 'commissioned' ? 'known' : ['ended', `is ${now.state}`];
}

/** What is said again after a lost answer has its token, so that this is another pack, or a label printed twice. */
function beginning(now: PackNow): Step | Wrong {
  if (now.state === 'commissioned') return ['commissioned-twice', 'was told to be commissioned before'];
  if (isFresh(now)) return { to: 'commissioned' };
  if (now.state === 'rejected') return ['reintroduced', 'was rejected', true];
  return ['ended', `is ${now.state}`];
}
