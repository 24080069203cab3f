import { CsvError, parse } from 'csv-parse/sync';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { notUtf8, saveAsUtf8 } from './not-utf8.ts';

/** A line of a CSV file by the names of its columns. */
export interface CsvRow {
  /** Line of the file at which it begins, from 1. */
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
  /** More cells than the header has columns. */
  readonly surplus: boolean;
}

export interface CsvFile {
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
}

const rule = 'RFC 4180';
/** More than any sheet has; a file without line breaks has more. */
const MOST_COLUMNS = 200;

/**
 * Reads a CSV file in UTF-8 (a byte order mark is passed over), separated by commas, or by semicolons or tabs where its header has those and no comma.
 * Lines that are empty are passed over.
 *
 * @param mostRows rows that are read at most
 */
export function readCsv(bytes: Uint8Array, mostRows: number): CsvFile | Refusal {
  const text = textOf(bytes);
  if (typeof text !== 'string') return text;
  const records = recordsOf(text, mostRows);
  if (isRefusal(records)) return records;
  const [header, ...rows] = records;
  if (header === undefined)
    return refuse('malformed', 'the file has no header', { rule, remedy: 'name the columns in the first line' });
  if (rows.length > mostRows)
    return refuse('too-large', `more than ${mostRows} rows`, {
      remedy: 'send the file in parts, each with the header',
    });
  if (header.record.length > MOST_COLUMNS)
    return refuse('too-large', `the first line names ${header.record.length} columns, ${MOST_COLUMNS} are the most`, {
      line: 1,
      rule,
      remedy: 'end every row by a line break, the header too',
    });
  const columns = header.record.map((name) => name.trim());
  const twice = columns.find((name, i) => name !== '' && columns.indexOf(name) !== i);
  if (twice !== undefined)
    return refuse('malformed', `column ${twice.slice(0, 80)} stands twice`, {
      at: twice.slice(0, 80),
      rule,
      remedy: 'keep one of the two',
    });
  return { columns, rows: rows.map(({ line, record }) => rowOf(columns, line, record)) };
}

function textOf(bytes: Uint8Array): string | Refusal {
  const wrong = notUtf8(bytes);
  if (wrong === undefined) return new TextDecoder().decode(bytes);
  const { line, why } = wrong;
  return refuse('malformed', why, { at: String(line), line, rule: 'RFC 3629', remedy: saveAsUtf8 });
}

/** The records that are not empty, each with the line at which it begins. Lines are counted here: the parser takes a break inside quotes for two. */
function recordsOf(text: string, mostRows: number): { line: number; record: string[] }[] | Refusal {
  const bytes = Buffer.from(text);
  const found: { line: number; record: string[] }[] = [];
  let [begin, read] = [1, 0];
  try {
    parse(bytes, {
      delimiter: delimiterOf(text),
      // Named, since the parser looks for the one that is used at every character, and a line may be long.
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      to: mostRows + 2, // the header, and one that shows that there are too many
      on_record: (record: string[], context) => {
        if (record.some((cell) => cell.trim() !== '')) found.push({ line: begin, record });
        for (; read < context.bytes; read++) if (bytes[read] === LINE_FEED) begin++;
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refuse('malformed', `the row that begins in line ${begin} has quotes that do not fit`, {
      at: String(begin),
      rule: 'RFC 4180 §2',
      line: begin,
      remedy: 'close every quote, and write a quote inside a quoted cell twice',
    });
  }
  return found;
}

const LINE_FEED = 0x0a;

function delimiterOf(text: string): string {
  const [header = ''] = text.split(/\r?\n/, 1);
  return [',', ';', '\t'].find((one) => header.includes(one)) ?? ',';
}

const rowOf = (columns: readonly string[], line: number, record: readonly string[]): CsvRow => ({
  line,
  cells: new Map(columns.map((name, i) => [name, record[i] ?? ''])),
  surplus: record.slice(columns.length).some((cell) => cell.trim() !== ''),
});
