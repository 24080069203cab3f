import { type Refusal, refuse } from '#shared/refusal.ts';
import { recordsOf } from '../../drop/csv-records.ts';
import { inPieces } from '../../drop/in-pieces.ts';
import { MOST_IDS } from '../foreign-line.ts';
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
  if (rest.length === 0)
    return refuse('malformed', 'it has a first line and nothing else', {
      ...about,
      remedy: 'Write a line for each number.',
    });
  const told: Told[number][] = [];
  let group: Row[] = [];
  for await (const piece of inPieces(rest, ROWS))
    for (const { line, record } of piece) {
      const row = { line, cells: Object.fromEntries(names.map((name, i) => [name, record[i]?.trim() ?? ''])) };
      const [first] = group;
      if (first !== undefined && (saysOf(first) !== saysOf(row) || isFull(group))) {
        told.push(factOf(group));
        group = [];
      }
      group.push(row);
    }
  return [...told, factOf(group)];
}

/** Rows that are read at once. */
const ROWS = 200;

/** All but the number: rows in which it is the same, one after the other, are one fact. */
const saysOf = ({ cells }: Row): string => columns.map((name) => (name === 'number' ? '' : cells[name])).join('\u0000');

/** A list goes on in a fact of its own; what is in one container cannot be parted. */
const isFull = (group: readonly Row[]): boolean => {
  const kind = group[0]?.cells['kind'];
  return group.length >= MOST_IDS && kind !== 'packed' && kind !== 'unpacked';
};
