import { Refused } from '#common/refused.ts';
import type { WantedListener } from '#shared/announcements/listeners-api.ts';
import { neverSaid } from '#shared/announcements/wanted.ts';
import { refuse } from '#shared/refusal.ts';

/** @throws Refused `malformed` for a filter by what none of the kinds ever says: its listener would hear nothing */
export function mustBeSayable({ kinds, filter }: Pick<WantedListener, 'kinds' | 'filter'>): void {
  const [member] = neverSaid(kinds, filter);
  if (member === undefined) return;
  throw new Refused(
    refuse('malformed', `none of ${kinds.join(', ')} says a ${member}`, {
      at: `/filter/${member}`,
      rule: 'docs/integrators.md: what does not say the member is not told',
      remedy: 'leave it out, or want other kinds: GET /api/announcement-kinds tells what each says',
    }),
  );
}
