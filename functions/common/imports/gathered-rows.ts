import type { Row } from '#common/store/batches.ts';

/** Rows on their way into the table, so many at a time. */
export function gathered<Answer>(most: number, put: (rows: readonly Row[]) => Promise<Answer>) {
  let rows: Row[] = [];
  const end = async (): Promise<Answer | undefined> => {
    const now = rows;
    rows = [];
    return now.length > 0 ? await put(now) : undefined;
  };
  const add = async (row: Row): Promise<Answer | undefined> => {
    rows.push(row);
    return rows.length >= most ? await end() : undefined;
  };
  return { add, end };
}
