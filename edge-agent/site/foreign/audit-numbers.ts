import { Audit } from '../../store/audit.ts';
import { atOf, type ForeignNeeds } from './foreign-needs.ts';

/** One entry of the audit trail for many numbers: which they are stands in their own rows. */
export function auditNumbers(
  needs: Pick<ForeignNeeds, 'db' | 'line' | 'now'>,
  batch: number,
  level: string,
  numbers: readonly string[],
  change: { readonly was?: string; readonly now: string },
): void {
  if (numbers.length === 0) return;
  const subject = `${numbers.length} numbers for ${level}s, ${numbers[0]} to ${numbers.at(-1)}`;
  new Audit(needs.db).append({ at: atOf(needs), batch, subject, ...change, why: `line ${needs.line}` });
}
