import * as v from 'valibot';
import type { Get } from '../api.ts';
import { element } from './element.ts';
import { pages } from './pages.ts';
import { table } from './table.ts';

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
  nextPageToken: v.optional(v.string()),
});
type Content = v.InferOutput<typeof shape>['contents'][number];

const columns = [
  { title: 'Level', number: true, cell: (one: Content) => one.depth },
  { title: 'Unit', cell: (one: Content) => element('code', {}, one.epc) },
  { title: 'Since', cell: (one: Content) => one.since && new Date(one.since).toLocaleString() },
  { title: 'State', cell: (one: Content) => one.exists },
  { title: 'Disposition', cell: (one: Content) => one.disposition },
  { title: 'Lot', cell: (one: Content) => one.lot },
  { title: 'Expiry', cell: (one: Content) => one.expiry },
];

/** Everything in a container, each thing before what is in it. */
export async function unitContents(get: Get, unit: string): Promise<HTMLElement> {
  const read = async (query: string) => {
    const { contents, nextPageToken } = await get(`${unit}/contents?perPage=50${query}`, shape);
    return { rows: contents, next: nextPageToken };
  };
  const more = (token: string) => read(`&nextPageToken=${encodeURIComponent(token)}`);
  return pages(await read(''), more, (rows) => table(rows, columns, 'It is empty.'));
}
