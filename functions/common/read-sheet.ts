import {
  type CellProblem,
  cellProblem,
  columnNames,
  contentOfCells,
  type Sheet,
} from '#shared/master-data/csv/column.ts';
import { unguardCell } from '#shared/master-data/csv/guard-cell.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { JsonObject } from '#shared/wire/json.ts';
import type { Request } from './http.ts';
import { flags } from './queries/sheets.ts';
import { readQuery } from './query-parameters.ts';
import { type CsvRow, readCsv } from './read-csv.ts';
import { orRefuse, Refused } from './refused.ts';

/** Bytes of an upload. */
const MOST_BYTES = 5_000_000;
/**
 * Rows of an upload: what is written while a caller waits, whom the gateway gives 30 seconds. Rows and the audit trail of a month are each one partition of
 * the table, which takes 1,000 units a second; a row that is drafted and submitted at once costs it 4 in the trail and about 8 for itself.
 */
export const MOST_ROWS = 2_000;

/** How an upload is taken. */
export interface ImportOptions {
  readonly dryRun: boolean;
  /** Take the sound rows although others are not. */
  readonly proceed: boolean;
  /** Submit the drafts at once. */
  readonly submit: boolean;
}

/** How the query string wants an upload taken; refuses one that is too large. */
export function importOptions({ queryString, bytes }: Pick<Request, 'queryString' | 'bytes'>): ImportOptions {
  if (bytes.length > MOST_BYTES)
    throw new Refused(
      refuse('too-large', `the upload has ${bytes.length} bytes of ${MOST_BYTES}`, {
        remedy: 'send it in parts, each with the header',
      }),
    );
  return readQuery(flags, { queryString });
}

/** A row of a spreadsheet: its id and members, or what is wrong with its cells. */
export interface SheetRow {
  readonly line: number;
  readonly id: string;
  readonly content: JsonObject | readonly CellProblem[];
}

/**
 * The rows of an upload. The id stands as `readId` reads it, or as it was written where that refuses it.
 *
 * @throws Refused for a file that is no CSV, and for columns that are unknown or missing: they would be lost without a word
 */
export function readSheet(sheet: Sheet, bytes: Uint8Array, readId: (text: string) => string | Refusal): SheetRow[] {
  const { columns, rows } = orRefuse(readCsv(bytes, MOST_ROWS));
  mustHaveColumns(sheet, columns);
  return rows.map((row) => rowOf(sheet, row, readId));
}

function mustHaveColumns(sheet: Sheet, columns: readonly string[]): void {
  const known = columnNames(sheet);
  const strange = columns.find((name) => name !== '' && !known.includes(name));
  if (strange !== undefined)
    throw new Refused(
      refuse('malformed', `there is no column ${shortened(strange)}`, {
        at: shortened(strange),
        line: 1,
        remedy: `columns are ${known.join(', ')}`,
      }),
    );
  const needed = [sheet.id, ...sheet.columns.filter(({ required }) => required).map(({ name }) => name)];
  const missing = needed.filter((name) => !columns.includes(name));
  if (missing.length > 0)
    throw new Refused(
      refuse('malformed', `the header lacks ${missing.join(', ')}`, {
        at: missing[0] ?? '',
        line: 1,
        remedy: 'add the columns; an export shows a file that fits',
      }),
    );
}

/** A file of one long line must not come back in its refusal. */
const shortened = (text: string) => (text.length > 80 ? `${text.slice(0, 80)} …` : text);

function rowOf(sheet: Sheet, { line, cells, surplus }: CsvRow, readId: (text: string) => string | Refusal): SheetRow {
  const plain = new Map([...cells].map(([name, cell]) => [name, unguardCell(cell)]));
  const text = (plain.get(sheet.id) ?? '').trim();
  const id = readId(text);
  if (surplus)
    return {
      line,
      id: shortened(text),
      content: [
        {
          detail: 'the row has more cells than the header',
          rule: 'RFC 4180 §2',
          remedy: 'quote cells that hold a separator',
        },
      ],
    };
  if (isRefusal(id)) return { line, id: shortened(text), content: [{ ...cellProblem(sheet, id), column: sheet.id }] };
  return { line, id, content: contentOfCells(sheet, plain) };
}
