import * as v from 'valibot';
import { refuse } from '#shared/refusal.ts';
import { factShape } from '../shapes.ts';
import type { Placed, Unread } from './parcel.ts';

export const about = { rule: 'docs/line-files.md, RFC 4180' };

type Cells = Readonly<Partial<Record<string, string>>>;

/** A line of the file by the names of its columns. */
export interface Row {
  readonly line: number;
  readonly cells: Cells;
}

/** The fact that rows tell together. */
export function factOf(rows: readonly Row[]): Placed | Unread {
  const [{ line, cells } = { line: 0, cells: {} }] = rows;
  const where = { line };
  const numbers = rows.map((row) => row.cells['number'] ?? '');
  const parsed = v.safeParse(factShape, rawFact(cells, numbers));
  const place = (member: string) => {
    const [, row] = /^\/(?:numbers|children)\/(\d+)/.exec(member) ?? [];
    return `line ${rows[Number(row ?? 0)]?.line ?? line}`;
  };
  if (parsed.success) return { where, fact: parsed.output, place };
  const [{ message, path = [] }] = parsed.issues;
  const at = place(path.map(({ key }) => `/${String(key)}`).join(''));
  const detail = `${path[0] === undefined ? 'the line' : String(path[0].key)}: ${message}`;
  return { where, refusal: refuse('malformed', detail, { ...about, at, remedy: 'Correct that line.' }) };
}

/** A fact as it may be; what stands in a cell that does not belong to its kind makes it none. */
function rawFact({ kind, parent, level, reason, at, partial }: Cells, numbers: readonly string[]): object {
  const isPacking = kind === 'packed' || kind === 'unpacked';
  const list = kind === 'unpacked' && numbers.every((number) => number === '') ? {} : { children: numbers };
  return {
    kind,
    ...(isPacking ? list : { numbers }),
    ...(parent && { parent }),
    ...(level && { level }),
    ...(reason && { reason }),
    ...(at && { at }),
    ...(partial && { partial: partial === 'true' || partial === '1' ? true : partial === 'false' ? false : partial }),
  };
}
