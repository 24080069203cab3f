import * as v from 'valibot';
import type { Api } from '../api.ts';
import { element } from '../parts/element.ts';
import { table } from '../parts/table.ts';
import { when } from '../parts/when.ts';
import { routeTo } from '../route.ts';

const shape = v.object({
  deliveries: v.array(
    v.object({
      deliveryId: v.string(),
      kind: v.string(),
      subject: v.looseObject({ lot: v.optional(v.string()) }),
      market: v.optional(v.string()),
      partner: v.optional(v.string()),
      report: v.optional(v.string()),
      state: v.string(),
      attempts: v.number(),
      updatedAt: v.string(),
      failure: v.optional(v.unknown()),
    }),
  ),
});
type Delivery = v.InferOutput<typeof shape>['deliveries'][number];

const settled = new Set(['acknowledged', 'delivered']);
const failed = new Set(['rejected', 'parked', 'partially-accepted']);

/**
 * What was told to regulators and partners, and what they answered.
 *
 * @param writes whether who is signed in may have them told by hand
 */
export const deliveriesWith =
  (writes: boolean) =>
  async ({ get }: Pick<Api, 'get'>): Promise<HTMLElement> =>
    deliveriesPart((await get('/api/deliveries', shape)).deliveries, writes);

function deliveriesPart(deliveries: readonly Delivery[], writes: boolean): HTMLElement {
  const colour = (state: string) => (settled.has(state) ? 'good' : failed.has(state) ? 'bad' : '');
  const columns = [
    { title: 'To', cell: (row: Delivery) => row.market?.toUpperCase() ?? row.partner },
    { title: 'Lot', cell: (row: Delivery) => row.subject.lot },
    { title: 'What', cell: (row: Delivery) => row.report ?? row.kind },
    { title: 'State', cell: (row: Delivery) => element('span', { class: colour(row.state) }, row.state) },
    { title: 'Attempts', number: true, cell: (row: Delivery) => row.attempts },
    { title: 'Last change', cell: (row: Delivery) => when(row.updatedAt) },
  ];
  return element(
    'section',
    {},
    element('h2', {}, 'Submissions and deliveries'),
    table(deliveries, columns, 'Nothing sent yet. Releasing a lot or shipping a pallet makes the first one.'),
    writes ? element('p', {}, element('a', { href: routeTo('statements') }, 'Tell a regulator by hand')) : undefined,
  );
}
