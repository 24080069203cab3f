import { type Refusal, refuse } from '#shared/refusal.ts';
import { recordsOf } from '../../drop/csv-records.ts';
import { about, factOf, type Row } from './csv-fact.ts';
import type { Told } from './parcel.ts';

/** What the first line may name. */
export const columns = ['kind', 'number', 'parent', 'level', 'reason', 'at', 'partial'] as const;
/** Facts of a CSV file, a number a row: rows that follow one another and say the same of their numbers are one fact. */
export async function csvFacts(text: string): Promise<Told | Refusal> {
  if (!/[\r\n]$/.test(text)) {
    return refuse('malformed', 'the last line is not ended', {
      ...about,
      remedy: 'It may have been cut off: write it under another name, and rename it when it is whole.',
    });
  }
  const records = await recordsOf(text, about.rule);
  if (!Array.isArray(records)) return records;
  const [header, ...rest] = records;
  const names = header?.record.map((name) => name.trim().toLowerCase()) ?? [];
  const strange = names.find((name, i) => !columns.some((one) => one === name) || names.indexOf(name) !== i);
  if (strange !== undefined || !names.includes('kind') || !names.includes('number')) {
    return refuse(
      'malformed',
      strange === undefined ? 'kind and number are needed' : `no column, or twice: ${strange}`,
      {
        ...about,
        at: 'line 1',
        remedy: `Name the columns in the first line: ${columns.join(', ')}.`,
      },
    );
  }
  const rows = rest.map(({ line, record }) => ({
    line,
    cells: Object.fromEntries(names.map((name, i) => [name, record[i]?.trim() ?? ''])),
  }));
  return together(rows).map(factOf);
}

/** Rows in which all but the number is the same, one after the other. */
function together(rows: readonly Row[]): readonly Row[][] {
  const groups: Row[][] = [];
  let last: string | undefined;
  for (const row of rows) {
    const same = columns.map((name) => (name === 'number' ? '' : row.cells[name])).join('\u0000');
    if (same === last) groups.at(-1)?.push(row);
    else groups.push([row]);
    last = same;
  }
  return groups;
}
