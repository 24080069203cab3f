import * as v from 'valibot';
import type { Needs } from '../needs.ts';
import { pages } from './pages.ts';
import { table } from './table.ts';
import { unitLink } from './unit-link.ts';
import { when } from './when.ts';

const shape = v.looseObject({
  contents: v.array(
    v.looseObject({
      epc: v.string(),
      depth: v.number(),
      since: v.optional(v.string()),
      exists: v.string(),
      lot: v.optional(v.string()),
      expiry: v.optional(v.string()),
      disposition: v.optional(v.string()),
    }),
  ),
});
type Content = v.InferOutput<typeof shape>['contents'][number];

const PER_PAGE = 25;

/** Everything in a container, each thing before what is in it. */
export async function unitContents(needs: Needs, path: string, at: string | undefined): Promise<HTMLElement> {
  const columns = [
    { title: 'Level', number: true, cell: (one: Content) => one.depth },
    { title: 'Unit', cell: (one: Content) => unitLink(needs, one.epc, at) },
    { title: 'Since', cell: (one: Content) => when(one.since) },
    { title: 'State', cell: (one: Content) => one.exists },
    { title: 'Disposition', cell: (one: Content) => one.disposition },
    { title: 'Lot', cell: (one: Content) => one.lot },
    { title: 'Expiry', cell: (one: Content) => one.expiry },
  ];
  const read = async (page: string) => {
    const { rows, next } = await needs.api.list(page, shape);
    return { rows: rows.contents, next };
  };
  const query = new URLSearchParams({ perPage: String(PER_PAGE), ...(at !== undefined && { at }) });
  const first = await read(`${path}/contents?${query}`);
  return pages(first, read, (rows) => table(rows, columns, 'It was empty then.'));
}
