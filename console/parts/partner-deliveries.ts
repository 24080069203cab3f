import * as v from 'valibot';
import type { Needs } from '../needs.ts';
import { element } from './element.ts';
import { choice } from './form.ts';
import { filterForm, listing } from './listing.ts';
import { pageBehind } from './member-lists.ts';
import { table } from './table.ts';
import { unlessNone } from './unless-none.ts';
import { when } from './when.ts';

const delivery = v.object({
  deliveryId: v.string(),
  subject: v.looseObject({ lot: v.optional(v.string()) }),
  state: v.string(),
  attempts: v.number(),
  updatedAt: v.string(),
});
type Delivery = v.InferOutput<typeof delivery>;
const page = v.object({ deliveries: v.array(delivery), next: v.optional(v.string()) });

/** What was sent to a partner, and what became of it. */
export function partnerDeliveries({ api }: Needs, partner: string): HTMLElement {
  const state = choice('state', [
    ['', 'any'],
    ['parked', 'parked: a person is to decide'],
    ['rejected', 'rejected'],
    ['delivered', 'delivered'],
  ]);
  const filters = filterForm('Deliveries shown', ['State', state]);
  const { holder } = listing({
    filters: filters.form,
    first: () => `/api/deliveries?${new URLSearchParams([['partner', partner], ...filters.asked()])}`,
    read: async (path) => {
      // Of a partner that is not in force yet nothing is known.
      const found = await unlessNone(api.get(path, page));
      return { rows: found?.deliveries ?? [], next: pageBehind(path, found?.next) };
    },
    show: (rows) => table(rows, columns, 'Nothing of this kind was sent to it.'),
  });
  return element('div', {}, filters.form, holder);
}

const colours: Readonly<Record<string, string>> = { delivered: 'good', parked: 'bad', rejected: 'bad' };

const columns = [
  { title: 'Delivery', cell: ({ deliveryId }: Delivery) => element('code', {}, deliveryId) },
  { title: 'Lot', cell: ({ subject }: Delivery) => subject.lot },
  { title: 'State', cell: ({ state }: Delivery) => element('span', { class: colours[state] ?? '' }, state) },
  { title: 'Attempts', number: true, cell: ({ attempts }: Delivery) => attempts },
  { title: 'Last change', cell: ({ updatedAt }: Delivery) => when(updatedAt) },
];
