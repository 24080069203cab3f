import type { EpcisEvent } from '../../epcis/event.ts';
import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { takenEvents } from '../choose-events.ts';
import type { Column, CsvMapping } from '../mapping.ts';
import { eventOf, type PlainEvent } from '../plain-event.ts';
import type { Prefixes, ReadBack } from '../results.ts';
import { wordTranslator } from '../translate-words.ts';
import { type Cell, type CsvRecord, csvRecords } from './records.ts';
import { rowReader } from './row-facts.ts';

/** Problems that are told of one document. */
const MOST_TOLD = 100;
const nowhere: Cell = { text: '', column: 1 };

/** Reads a sheet: rows that follow each other and say the same of different EPCs are one event. */
export function readCsv(mapping: CsvMapping, text: string, prefixes: Prefixes): ReadBack | Refusal[] {
  const records = csvRecords(text, mapping.separator);
  if (isRefusal(records)) return [records];
  const placed = mapping.header
    ? columnsOf(mapping, records[0])
    : mapping.columns.map((column, index) => ({ column, index }));
  if (!isPlaced(placed)) return placed;
  const rows = mapping.header ? records.slice(1) : records;
  if (rows.length === 0)
    return [
      refuse('malformed', 'the sheet has no rows', {
        at: '1:1',
        line: 1,
        column: 1,
        remedy: 'send at least one row below the header',
      }),
    ];
  const read = rowReader(
    mapping,
    placed.map(({ column }) => column),
    prefixes,
  );
  const groups = new Groups();
  const problems: Refusal[] = [];
  for (const row of rows) {
    const facts = read(
      row.line,
      placed.map(({ index }) => row.cells[index] ?? nowhere),
    );
    if (Array.isArray(facts)) problems.push(...facts);
    else groups.add(facts.group, facts.plain);
    if (problems.length >= MOST_TOLD) break;
  }
  if (problems.length > 0) return problems.slice(0, MOST_TOLD);
  const words = wordTranslator(
    mapping.words && { ...mapping.words, bizStep: undefined, disposition: undefined, bizTransactionType: undefined },
    'in',
  );
  const taken = takenEvents(mapping.select, groups.events().map(words));
  return isRefusal(taken) ? [taken] : { family: 'epcis', ...taken };
}

interface Placed {
  readonly column: Column;
  readonly index: number;
}

const isPlaced = (list: readonly Placed[] | Refusal[]): list is readonly Placed[] => !list.some(isRefusal);

/** Where the columns of the mapping stand, by the header; others are passed over. */
function columnsOf({ columns }: CsvMapping, header: CsvRecord | undefined): Placed[] | Refusal[] {
  const names = (header?.cells ?? []).map(({ text }) => text.trim());
  const missing = columns.filter(({ name, of }) => of !== 'constant' && !names.includes(name));
  if (missing.length === 0)
    return columns.flatMap((column) => {
      const index = names.indexOf(column.name);
      return index < 0 ? [] : [{ column, index }];
    });
  return missing.map(({ name }) =>
    refuse('malformed', `the header lacks the column ${name}`, {
      at: name,
      line: header?.line ?? 1,
      column: 1,
      remedy: `name the columns ${columns.map((one) => one.name).join(', ')}, separated as agreed`,
    }),
  );
}

/** Events as their rows come. */
class Groups {
  readonly #all: { key: string; plain: PlainEvent; epcs: string[] }[] = [];

  add(group: string, { epcs, ...plain }: PlainEvent): void {
    // Rows under one number that say different things are different events: nothing of them is lost.
    const key = `${group}|${JSON.stringify(plain)}`;
    const last = this.#all.at(-1);
    if (last?.key === key) last.epcs.push(...epcs);
    else this.#all.push({ key, plain: { ...plain, epcs: [] }, epcs: [...epcs] });
  }

  events(): EpcisEvent[] {
    return this.#all.map(({ plain, epcs }) => eventOf({ ...plain, epcs }));
  }
}
