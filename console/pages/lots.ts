import * as v from 'valibot';
import { lotReport } from '../../shared/messages/agent-to-cloud.ts';
import { orderStanding } from '../../shared/messages/orders-api.ts';
import type { Api } from '../api.ts';
import { element } from '../parts/element.ts';
import { table } from '../parts/table.ts';
import { routeTo } from '../route.ts';

const shape = v.object({
  lots: v.array(
    v.object({
      gtin: v.string(),
      lot: v.string(),
      expiry: v.string(),
      state: v.string(),
      revision: v.optional(v.number()),
      standing: v.optional(orderStanding),
      quantity: v.number(),
      report: v.optional(lotReport),
    }),
  ),
});
type Lot = v.InferOutput<typeof shape>['lots'][number];

/** The lot's state; of an order that was not reported, how it stands at its site, and the revision that its site has not answered. */
function stateOf({ state, revision = 1, standing }: Lot): string {
  if (state !== 'assigned') return state;
  const at = standing === undefined ? '' : ` (${standing.state})`;
  return (standing?.seen ?? 1) < revision ? `${state}${at}, revision ${revision} waits` : `${state}${at}`;
}

/** Lots and what became of every serial of theirs. */
export async function lotsPage({ get }: Pick<Api, 'get'>): Promise<HTMLElement> {
  const { lots } = await get('/api/lots', shape);
  const count = (title: string, of: (report: NonNullable<Lot['report']>) => number) => ({
    title,
    number: true,
    cell: ({ report }: Lot) => (report === undefined ? '–' : of(report)),
  });
  const columns = [
    {
      title: 'Lot',
      cell: (lot: Lot) => element('a', { href: routeTo('lots', lot.lot, { gtin: lot.gtin }) }, lot.lot),
    },
    { title: 'GTIN', cell: (lot: Lot) => element('code', {}, lot.gtin) },
    { title: 'Expiry', cell: (lot: Lot) => lot.expiry },
    { title: 'State', cell: stateOf },
    { title: 'Ordered', number: true, cell: (lot: Lot) => lot.quantity },
    count('Printed', (report) => report.printed),
    count('Commissioned', (report) => report.commissioned),
    count('Rejected', (report) => report.rejected),
    count('Sampled', (report) => report.sampled),
    count('Destroyed', (report) => report.destroyed),
    count('Unaccounted', (report) => report.unaccounted),
    count('Cases', (report) => report.cases),
    count('Pallets', (report) => report.pallets),
  ];
  return element(
    'section',
    {},
    element('h2', {}, 'Lots'),
    table(lots, columns, 'No lot yet. An order (POST /api/orders) makes the first one.'),
  );
}
