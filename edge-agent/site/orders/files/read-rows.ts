import * as v from 'valibot';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { textDecoder } from '#shared/wire/decode-text.ts';
import { recordsOf } from '../../drop/csv-records.ts';

/** Where it is written what a file of orders has to be like. */
export const RULE = 'docs/site.md, Orders';

/** An order as its file says it: cells, or members, by the name that the file gives them. */
export interface FileRow {
  /** The line of a list, or the place in an array, both counted from 1. */
  readonly row: number;
  readonly cells: Readonly<Record<string, string | number>>;
}

const jsonRows = v.pipe(
  v.string(),
  v.parseJson(undefined, 'it is not JSON'),
  v.array(v.record(v.string(), v.unknown()), 'it is no array of orders'),
);

/** The orders of a file, read by the end of its name. A refusal is of the file as a whole, as for one that was cut off. */
export async function readRows(name: string, content: Uint8Array, most: number): Promise<readonly FileRow[] | Refusal> {
  const decoder = textDecoder();
  const [text, rest] = [decoder.write(content), decoder.end()];
  if (isRefusal(text)) return text;
  if (isRefusal(rest)) return rest;
  const rows = await rowsOf(name, text + rest);
  if (isRefusal(rows)) return rows;
  if (rows.length === 0)
    return refuse('malformed', 'it has no orders', { rule: RULE, remedy: 'Write a line for each order.' });
  if (rows.length <= most) return rows;
  return refuse('too-large', `${rows.length} orders`, { rule: RULE, remedy: `At most ${most} in one file.` });
}

async function rowsOf(name: string, text: string): Promise<readonly FileRow[] | Refusal> {
  if (/\.csv$/i.test(name)) return csvRows(text);
  if (/\.json$/i.test(name)) return membersOf(text);
  return refuse('unsupported-media', 'its name tells no form', { rule: RULE, remedy: 'Name it .csv or .json.' });
}

async function csvRows(text: string): Promise<readonly FileRow[] | Refusal> {
  if (!/[\r\n]$/.test(text))
    return refuse('malformed', 'the last line is not ended', {
      rule: `${RULE}, RFC 4180`,
      remedy: 'It may have been cut off: write it under another name, and rename it when it is whole.',
    });
  const records = await recordsOf(text, `${RULE}, RFC 4180`);
  if (isRefusal(records)) return records;
  const [header, ...rest] = records;
  const names = header?.record.map((name) => name.trim()) ?? [];
  const twice = names.find((name, i) => name !== '' && names.indexOf(name) !== i);
  if (twice !== undefined)
    return refuse('malformed', `two columns are called ${twice}`, { at: 'line 1', rule: RULE, remedy: 'Rename one.' });
  return rest.map(({ line, record }) => ({
    row: line,
    cells: Object.fromEntries(names.map((name, i) => [name, record[i]?.trim() ?? ''])),
  }));
}

function membersOf(text: string): readonly FileRow[] | Refusal {
  const parsed = v.safeParse(jsonRows, text);
  if (!parsed.success)
    return refuse('malformed', parsed.issues[0].message, {
      rule: `${RULE}, RFC 8259`,
      remedy: 'Give an array of objects.',
    });
  return parsed.output.map((members, i) => ({
    row: i + 1,
    cells: Object.fromEntries(Object.entries(members).map(plain)),
  }));
}

/** Anything but text and numbers is held against the shape of its member as the text that it is. */
const plain = ([name, value]: [string, unknown]): [string, string | number] => {
  if (typeof value === 'number') return [name, value];
  return [name, typeof value === 'string' ? value.trim() : value === null ? '' : JSON.stringify(value)];
};
