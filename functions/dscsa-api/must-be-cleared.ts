import { Refused } from '#common/refused.ts';
import type { DscsaCase } from '#common/store/dscsa-case-row.ts';
import { refuse } from '#shared/refusal.ts';
import type { ApiNeeds } from './needs.ts';

/** Product that is cleared is of no class of illegitimate product, and nobody is told of it. @throws Refused `malformed` for a decision that says both */
export function mustSayNothingElse(classification: string | undefined, partners: readonly string[]): void {
  if (classification === undefined && partners.length === 0) return;
  const at = classification === undefined ? '/partners' : '/classification';
  throw new Refused(
    refuse('malformed', 'product that is cleared has no classification, and no partners are told of it', {
      at,
      rule: 'FD&C Act 582(b)(4)(A)(iii)',
      remedy: 'leave it out, or determine that the product is illegitimate',
    }),
  );
}

/**
 * Illegitimate product is cleared where it was determined in error: its notice was withdrawn before it came to FDA, and whoever was told knows it.
 *
 * @throws Refused `conflict` otherwise
 */
export async function mustBeInError(
  { cases }: Pick<ApiNeeds, 'cases'>,
  { tenant, suspect }: DscsaCase,
  outcome: string,
): Promise<void> {
  if (outcome !== 'cleared') return;
  const notice = suspect?.form === undefined ? undefined : await cases.get(tenant, suspect.form);
  const wrong = (why: string, remedy: string) =>
    new Refused(refuse('conflict', why, { at: '/outcome', rule: 'FD&C Act 582(b)(4)(B)', remedy }));
  if (notice?.state !== 'withdrawn')
    throw wrong(
      `the notice to FDA is ${notice?.state ?? 'not there'}`,
      'where the product was determined in error, POST …/withdrawal of the notice first',
    );
  if (suspect?.notices.some(({ toldAt, endToldAt }) => toldAt !== undefined && endToldAt === undefined) === true)
    throw wrong(
      'not every partner that was told knows that there is no notice',
      'POST …/notices about the termination',
    );
}
