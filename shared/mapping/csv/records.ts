import { type Refusal, refuse } from '../../refusal.ts';

/** A cell and where it begins, both counted from 1; columns are UTF-16 code units of the line. */
export interface Cell {
  readonly text: string;
  readonly column: number;
}

/** A record of a CSV text. */
export interface CsvRecord {
  /** Line at which it begins, from 1. */
  readonly line: number;
  readonly cells: readonly Cell[];
}

/** Bounds of a sheet that is held in memory. */
const MOST_RECORDS = 500_000;
const MOST_CELLS = 200;
const LONGEST_CELL = 1024 * 1024;
const rule = 'RFC 4180 §2';

/** The records of a CSV text (RFC 4180) that are not empty. Quotes stand around a whole cell; inside it a quote stands twice. */
export function csvRecords(text: string, separator: string): CsvRecord[] | Refusal {
  const records: CsvRecord[] = [];
  const cursor = { at: text.startsWith('\ufeff') ? 1 : 0, line: 1, lineStart: 0 };
  while (cursor.at < text.length) {
    const record = nextRecord(text, separator, cursor);
    if (!('cells' in record)) return record;
    if (record.cells.some((cell) => cell.text.trim() !== '')) records.push(record);
    if (records.length > MOST_RECORDS)
      return tooMuch(`more than ${MOST_RECORDS} rows`, record.line, 1, 'send the file in parts');
  }
  return records;
}

interface Cursor {
  at: number;
  line: number;
  lineStart: number;
}

function nextRecord(text: string, separator: string, cursor: Cursor): CsvRecord | Refusal {
  const { line } = cursor;
  const cells: Cell[] = [];
  for (;;) {
    const column = cursor.at - cursor.lineStart + 1;
    if (cells.length >= MOST_CELLS) return tooMuch(`a row has more than ${MOST_CELLS} cells`, line, column);
    const cell = text[cursor.at] === '"' ? quotedCell(text, cursor) : plainCell(text, separator, cursor);
    if (typeof cell !== 'string') return cell;
    if (cell.length > LONGEST_CELL) return tooMuch(`a cell has more than ${LONGEST_CELL} characters`, line, column);
    cells.push({ text: cell, column });
    const end = text[cursor.at];
    if (end === separator) {
      cursor.at++;
      continue;
    }
    if (end !== undefined && end !== '\n' && end !== '\r')
      return misquoted('a quote ends before its cell does', cursor.line, cursor.at - cursor.lineStart + 1);
    if (end !== undefined) breakLine(text, cursor);
    return { line, cells };
  }
}

/** Passes over one line break: CR LF, LF or CR. */
function breakLine(text: string, cursor: Cursor): void {
  cursor.at += text[cursor.at] === '\r' && text[cursor.at + 1] === '\n' ? 2 : 1;
  cursor.line++;
  cursor.lineStart = cursor.at;
}

function plainCell(text: string, separator: string, cursor: Cursor): string | Refusal {
  const from = cursor.at;
  while (cursor.at < text.length) {
    const sign = text[cursor.at];
    if (sign === separator || sign === '\n' || sign === '\r') break;
    if (sign === '"')
      return misquoted(
        'a quote stands inside a cell that has none around it',
        cursor.line,
        cursor.at - cursor.lineStart + 1,
      );
    cursor.at++;
  }
  return text.slice(from, cursor.at);
}

function quotedCell(text: string, cursor: Cursor): string | Refusal {
  const [line, column] = [cursor.line, cursor.at - cursor.lineStart + 1];
  const parts: string[] = [];
  let from = ++cursor.at;
  while (cursor.at < text.length) {
    const sign = text[cursor.at];
    if (sign === '"') {
      parts.push(text.slice(from, cursor.at));
      if (text[cursor.at + 1] !== '"') {
        cursor.at++;
        return parts.join('"');
      }
      cursor.at += 2;
      from = cursor.at;
    } else if (sign === '\n' || sign === '\r') breakLine(text, cursor);
    else cursor.at++;
  }
  return misquoted('the quote is never closed', line, column);
}

const misquoted = (detail: string, line: number, column: number): Refusal =>
  refuse('malformed', detail, {
    at: `${line}:${column}`,
    line,
    column,
    rule,
    remedy: 'put quotes around the whole cell, and write a quote inside it twice',
  });

const tooMuch = (
  detail: string,
  line: number,
  column: number,
  remedy = 'check the separator and the quotes',
): Refusal => refuse('too-large', detail, { at: `${line}:${column}`, line, column, rule, remedy });

/** A cell as it stands between separators, in quotes where it must be. Unguarded: it is for a partner's system, which takes it as it is. */
export const csvCell = (text: string, separator: string): string =>
  /["\r\n]|^\s|\s$/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
