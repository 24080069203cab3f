import * as v from 'valibot';
import type { Client } from './client.ts';

const pageShape = v.looseObject({ next: v.optional(v.string()) });

/** All rows of a list, page by page. `path` may carry filters; `rowsOf` reads the rows of one answer. */
export async function everyPage<Row>(
  client: Pick<Client, 'call'>,
  path: string,
  rowsOf: (body: unknown) => readonly Row[],
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let after: string | undefined; ; ) {
    const from = after === undefined ? '' : `${path.includes('?') ? '&' : '?'}after=${encodeURIComponent(after)}`;
    const { body } = await client.call('GET', `${path}${from}`);
    rows.push(...rowsOf(body));
    const { next } = v.parse(pageShape, body);
    // The same page again would be the end of it, and of the memory.
    if (next === undefined || next === after) return rows;
    after = next;
  }
}
