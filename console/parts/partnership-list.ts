import { onboardingStates } from '../../shared/network/onboarding/states.ts';
import type { Needs } from '../needs.ts';
import { element } from './element.ts';
import { action, choice } from './form.ts';
import { filterForm, listing } from './listing.ts';
import { type BriefPartnership, readOnboardings } from './onboardings.ts';
import { table } from './table.ts';
import { when } from './when.ts';
import { words } from './words.ts';

/** Partnerships that came of an invitation: where each stands, and what is missing. */
export function partnershipList({ api }: Needs, open: (partner: string) => void) {
  const state = choice('state', [
    ['', 'any'],
    ...onboardingStates.map((one) => [one, words(one).toLowerCase()] as const),
  ]);
  const filters = filterForm('Partnerships shown', ['Step', state]);
  const list = listing({
    filters: filters.form,
    first: () => `/api/onboardings?${new URLSearchParams([...filters.asked(), ['limit', '50']])}`,
    read: (path) => readOnboardings(api, path),
    show: (rows) => rowsOf(rows, state.value, open),
  });
  return { filters: filters.form, ...list };
}

function rowsOf(rows: readonly BriefPartnership[], state: string, open: (partner: string) => void): HTMLElement {
  const bad = ['suspended', 'withdrawn', 'expired'];
  return table(
    rows,
    [
      {
        title: 'Partner',
        cell: ({ partner }: BriefPartnership) =>
          action(partner, () => open(partner), {
            class: 'plain',
            'aria-label': `Open the partnership with ${partner}`,
          }),
      },
      { title: 'Name', cell: ({ profile }: BriefPartnership) => profile?.name ?? 'not said yet' },
      {
        title: 'Step',
        cell: ({ state: at }: BriefPartnership) =>
          element('span', { class: bad.includes(at) ? 'bad' : '' }, words(at).toLowerCase()),
      },
      {
        title: 'Missing',
        cell: ({ missing, state: at }: BriefPartnership) =>
          element('div', { class: 'why' }, bad.includes(at) ? '' : missing.slice(0, 3).join(', ')),
      },
      { title: 'Last change', cell: ({ updatedAt }: BriefPartnership) => when(updatedAt) },
    ],
    state === '' ? 'Nobody was invited yet.' : 'No partnership stands at this step. Choose "any" to see the others.',
  );
}
