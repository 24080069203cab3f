import type { Settlement, Unit } from '../store/journal.ts';
import type { AlarmCode } from './alarm-table.ts';

type GateFate = NonNullable<Unit['fate']>;

/** What a unit's fate comes to, and what has to be said about it. */
export interface Outcome extends Settlement {
  readonly alarm?: AlarmCode;
}

/** While the zone is run empty the gate rejects everything, as it should. */
export type Mode = 'feeding' | 'clearing';

/** What becomes of a unit of which the gate tells where it went. Only a good unit that passed is commissioned. */
export function settle({ verdict, reason }: Pick<Unit, 'verdict' | 'reason'>, fate: GateFate, mode: Mode): Outcome {
  if (verdict === undefined) return withoutVerdict(fate);
  if (verdict === 'reject') return refusedPack(fate, reason);
  return goodPack(verdict, reason, fate, mode);
}

/**
 * What becomes of a unit of which nobody will ever tell. A label that was never seen may stick on a carton that somebody took away: its number is
 * destroyed, and never used again. One that the
 * camera refused stays refused for what it saw.
 */
export const settleUnconfirmed = ({ state, verdict, reason }: Pick<Unit, 'state' | 'verdict' | 'reason'>): Outcome =>
  state === 'printing'
    ? { state: 'destroyed', fate: undefined, reason: 'printed, not seen' }
    : {
        state: 'rejected',
        fate: undefined,
        reason: (verdict === 'reject' ? reason : undefined) ?? 'not confirmed at the gate',
        alarm: 'not-confirmed',
      };

function withoutVerdict(fate: GateFate): Outcome {
  if (fate === 'rejected') return { state: 'rejected', fate, reason: 'not read' };
  return { state: 'rejected', fate, reason: `${fate} without a verdict`, alarm: 'bad-pack-passed' };
}

function refusedPack(fate: GateFate, reason: string | undefined): Outcome {
  if (fate === 'rejected') return { state: 'rejected', fate, reason };
  return { state: 'rejected', fate, reason, alarm: fate === 'passed' ? 'bad-pack-passed' : 'gate-disagrees' };
}

function goodPack(verdict: 'good' | 'sample', reason: string | undefined, fate: GateFate, mode: Mode): Outcome {
  switch (fate) {
    case 'passed':
      // A pack that should have been a sample and passed is a good pack among good packs, and has to be known as one.
      return {
        state: 'commissioned',
        fate,
        reason: undefined,
        ...(verdict === 'sample' ? { alarm: 'gate-disagrees' } : {}),
      };
    case 'sampled':
      return {
        state: 'sampled',
        fate,
        // What it is a sample for, as the verdict said.
        reason,
        ...(verdict === 'good' ? { alarm: 'gate-disagrees' } : {}),
      };
    case 'rejected':
      return mode === 'clearing'
        ? { state: 'rejected', fate, reason: 'purged' }
        : { state: 'rejected', fate, reason: 'rejected by the gate', alarm: 'gate-disagrees' };
  }
}
