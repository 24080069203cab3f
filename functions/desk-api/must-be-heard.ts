import { Refused } from '#common/refused.ts';
import type { DeskCase } from '#common/store/desk-case-row.ts';
import type { DeskAct } from '#shared/desk/desk-message.ts';
import { refuse } from '#shared/refusal.ts';

/**
 * What our side says must reach the other. A desk of the PDG's is told by one report, which has one verdict and no files: what is said after it would be said to
 * nobody, and its clock would run against them.
 *
 * @throws Refused `conflict`
 */
export function mustBeHeard({ way, dscsa }: Pick<DeskCase, 'way' | 'dscsa'>, act: DeskAct): void {
  if (way !== 'pdg' || (dscsa === undefined && act !== 'attach')) return;
  const detail = act === 'attach' ? 'the partner’s desk takes no files' : 'the partner’s desk has its report already';
  throw new Refused(
    refuse('conflict', detail, {
      at: act === 'attach' ? '/' : '/act',
      rule: 'PDG ExceptionsSchemas: a report of an exception is answered by one verdict an item',
      remedy:
        act === 'attach'
          ? 'tell the partner by another way'
          : 'close the case, and open another with what is proposed now',
    }),
  );
}
