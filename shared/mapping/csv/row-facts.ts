import { isUri } from '../../epcis/is-uri.ts';
import { isTime } from '../../epcis/time.ts';
import { toEpcUrn } from '../../gs1/to-epc-urn.ts';
import type { Refusal } from '../../refusal.ts';
import type { Column, CsvMapping } from '../mapping.ts';
import { given, type PlainEvent } from '../plain-event.ts';
import { factsOf, type PlainKind, plainKinds } from '../plain-kinds.ts';
import type { Prefixes } from '../results.ts';
import { cellWords } from './cell-words.ts';
import type { Cell } from './records.ts';
import { Row, type Said } from './row.ts';
import { epcsIn, ssccLink } from './row-units.ts';
import { readDay, readTime } from './time-form.ts';

/** What a row says; `group` is the same for all rows of one event where a column tells it. */
export interface RowFacts {
  readonly group: string;
  readonly plain: PlainEvent;
}

/** Reads the cells of a row that the columns name, in their order. */
export function rowReader(mapping: CsvMapping, columns: readonly Column[], prefixes: Prefixes) {
  const looks = columns.map((column) => cellWords(column, 'in'));
  return (line: number, cells: readonly Cell[]): RowFacts | Refusal[] => {
    const said = columns.map((column, i): Said => {
      const cell = cells[i] ?? { text: '', column: 1 };
      return { column, cell, text: looks[i]?.(cell.text.trim()) ?? '' };
    });
    const row = new Row(line, said);
    mustFit(row, said);
    mustBeUris(row);
    const plain = plainIn(row, mapping, prefixes);
    if (row.problems.length > 0 || plain === undefined) return row.problems;
    return { group: row.text('event') ?? (mapping.rows === 'event' ? String(line) : ''), plain };
  };
}

/** Cells that must be there are, and constants are what was agreed. */
function mustFit(row: Row, said: readonly Said[]): void {
  for (const { column, text } of said) {
    if (column.required && text === '') row.wrong(column.of, `${column.name} is empty`, 'fill the cell');
    if (column.of === 'constant' && text !== (column.value ?? ''))
      row.wrong(
        'constant',
        `${column.name} is ${JSON.stringify(text.slice(0, 80))}, ${JSON.stringify(column.value ?? '')} was agreed`,
        'write what was agreed',
      );
  }
}

/** What EPCIS wants a URI for. */
const uris = ['parent', 'readPoint', 'bizLocation', 'bizTransaction', 'source', 'destination', 'eventId'] as const;

function mustBeUris(row: Row): void {
  for (const of of uris)
    for (const { text } of row.all(of))
      if (text !== '' && !isUri(text))
        row.wrong(
          of,
          `${JSON.stringify(text.slice(0, 80))} is no URI`,
          'write a URI, or agree on a "prefix" or "table" of the column',
        );
}

function plainIn(row: Row, mapping: CsvMapping, prefixes: Prefixes): PlainEvent | undefined {
  const { defaults = {} } = mapping;
  const kind = kindIn(row, defaults.kind);
  const offset = row.text('offset') ?? defaults.offset ?? '+00:00';
  const at = timeIn(row, offset);
  if (kind === undefined || at === undefined) return undefined;
  const respell = (link: string) => (mapping.identifiers === 'urn' ? (toEpcUrn(link, prefixes) ?? link) : link);
  const epcs = epcsIn(row, mapping).map(respell);
  // What is wrong with the units was told already.
  if (epcs.length === 0 && kind !== 'unpack' && row.problems.length === 0)
    row.wrong('epc', 'the row names no unit', 'fill epc, sscc, or gtin and serial');
  const parent = row.text('parent') ?? ssccLink(row, 'parentSscc');
  if (factsOf(kind).type === 'AggregationEvent' && parent === undefined)
    row.wrong('parent', `${kind} without what it is packed in`, 'fill the cell of the parent');
  return {
    kind,
    at,
    offset,
    epcs,
    ...given({ eventId: row.text('eventId'), parent: parent && respell(parent), lot: row.text('lot') }),
    ...given({ expiry: dayOf(row, 'expiry'), produced: dayOf(row, 'produced'), reason: row.text('reason') }),
    ...given({ disposition: row.text('disposition'), readPoint: row.text('readPoint') ?? defaults.readPoint }),
    ...given({ bizLocation: row.text('bizLocation') ?? defaults.bizLocation }),
    ...papersIn(row),
  };
}

function kindIn(row: Row, otherwise: PlainKind | undefined): PlainKind | undefined {
  const text = row.text('kind');
  const kind = text === undefined ? otherwise : plainKinds.find((one) => one === text);
  if (kind !== undefined) return kind;
  const detail =
    text === undefined
      ? 'the row does not say what happened'
      : `${JSON.stringify(text.slice(0, 80))} is nothing that happens`;
  return row.wrong('kind', detail, `write one of ${plainKinds.join(', ')}, or the words that were agreed`);
}

function timeIn(row: Row, offset: string): string | undefined {
  const said = row.all('eventTime')[0];
  const text = said?.text ?? '';
  const form = said?.column.form;
  const time = form === undefined ? (isTime(text) ? text : undefined) : readTime(form, text, offset);
  return (
    time ??
    row.wrong(
      'eventTime',
      `${JSON.stringify(text.slice(0, 80))} is no time`,
      `write it as ${form ?? 'ISO 8601 with a zone'}`,
    )
  );
}

function dayOf(row: Row, of: 'expiry' | 'produced'): string | undefined {
  const said = row.all(of)[0];
  if (said === undefined || said.text === '') return undefined;
  const { form = 'yyyy-MM-dd' } = said.column;
  return (
    readDay(form, said.text) ??
    row.wrong(of, `${JSON.stringify(said.text.slice(0, 80))} is no day`, `write it as ${form}`)
  );
}

function papersIn(row: Row) {
  const typed = (of: Column['of']) =>
    row.all(of).flatMap(({ text, column }) => (text === '' ? [] : [{ type: column.type, id: text }]));
  const role = ({ type = 'possessing_party', id }: { type: string | undefined; id: string }) => ({ type, id });
  const [papers, sources, destinations] = [typed('bizTransaction'), typed('source'), typed('destination')];
  return {
    ...(papers.length > 0 && {
      transactions: papers.map(({ type, id }) => ({ ...given({ type }), bizTransaction: id })),
    }),
    ...(sources.length > 0 && { sources: sources.map(role) }),
    ...(destinations.length > 0 && { destinations: destinations.map(role) }),
  };
}
