import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { isJsonObject, type Json, type JsonObject } from '../../wire/json.ts';

/** A column of a spreadsheet and the member that it holds. */
export interface Column {
  readonly name: string;
  /** The member, as JSON pointer. */
  readonly at: string;
  readonly required?: true;
  /** A cell that is not empty as a value; a refusal names what is wrong with it. */
  read(cell: string): Json | Refusal;
  write(value: Json): string;
}

/** A spreadsheet of one kind: which column names the thing, and those of its members. */
export interface Sheet {
  /** Column of the id, such as `gtin`. */
  readonly id: string;
  readonly columns: readonly Column[];
}

/** The names of all columns, that of the id first. */
export const columnNames = ({ id, columns }: Sheet): string[] => [id, ...columns.map(({ name }) => name)];

/** What is wrong with a row, by column. */
export interface CellProblem {
  readonly column?: string;
  readonly detail: string;
  readonly rule?: string;
  readonly remedy?: string;
}

/** The members that a row's cells give, or what is wrong with them. Empty cells give none. */
export function contentOfCells(sheet: Sheet, cells: ReadonlyMap<string, string>): JsonObject | CellProblem[] {
  const found: JsonObject = {};
  const problems: CellProblem[] = [];
  for (const column of sheet.columns) {
    const cell = (cells.get(column.name) ?? '').trim();
    if (cell === '') {
      if (column.required)
        problems.push({ column: column.name, detail: `${column.name} is empty`, remedy: 'fill it in' });
      continue;
    }
    const value = column.read(cell);
    if (isRefusal(value)) problems.push({ column: column.name, ...told(value) });
    else setAt(found, column.at.slice(1).split('/'), value);
  }
  return problems.length > 0 ? problems : found;
}

/** Of a content, the members that no column holds: a row does not say that they are gone. */
export function besideColumns({ columns }: Sheet, content: JsonObject): JsonObject {
  const held = new Set(columns.map(({ at }) => at.split('/')[1]));
  return Object.fromEntries(Object.entries(content).filter(([name]) => !held.has(name)));
}

/** The cells of a thing in the order of the columns, its id first. */
export function cellsOfContent(sheet: Sheet, id: string, content: JsonObject): string[] {
  return [
    id,
    ...sheet.columns.map((column) => {
      const value = valueAt(content, column.at.slice(1).split('/'));
      return value === undefined ? '' : column.write(value);
    }),
  ];
}

/** The column that holds the place of a refusal; undefined when it is about the row as a whole. */
export function columnAt(sheet: Sheet, at: string | undefined): string | undefined {
  if (at === undefined) return undefined;
  if (at === `/${sheet.id}`) return sheet.id;
  const holds = ({ at: own }: Column) => at === own || at.startsWith(`${own}/`) || own.startsWith(`${at}/`);
  return sheet.columns.find(holds)?.name;
}

/** A refusal of a content as a problem of its row. */
export function cellProblem(sheet: Sheet, refusal: Refusal): CellProblem {
  const column = columnAt(sheet, refusal.at) ?? (refusal.at === undefined ? sheet.id : undefined);
  return { ...(column !== undefined && { column }), ...told(refusal) };
}

const told = ({ detail, rule, remedy }: Refusal) => ({ detail, ...(rule && { rule }), ...(remedy && { remedy }) });

function setAt(holder: JsonObject, [name = '', ...rest]: readonly string[], value: Json): void {
  if (rest.length === 0) {
    holder[name] = value;
    return;
  }
  const inner = holder[name];
  const next: JsonObject = isJsonObject(inner) ? inner : {};
  holder[name] = next;
  setAt(next, rest, value);
}

function valueAt(holder: JsonObject, [name = '', ...rest]: readonly string[]): Json | undefined {
  const value = holder[name];
  if (rest.length === 0) return value;
  return isJsonObject(value) ? valueAt(value, rest) : undefined;
}

/** A column of plain text. */
export const textColumn = (name: string, at: string, required?: true): Column => ({
  name,
  at,
  ...(required && { required }),
  read: (cell) => cell,
  write: (value) => String(value),
});

/** A column of numbers, with a point. */
export const numberColumn = (name: string, at: string, required?: true): Column => ({
  name,
  at,
  ...(required && { required }),
  read: (cell) =>
    /^-?\d{1,12}(\.\d{1,12})?$/.test(cell)
      ? Number(cell)
      : refuse('malformed', `"${cell.slice(0, 40)}" is no number`, {
          remedy: 'write digits, with a point before decimals',
        }),
  write: (value) => String(value),
});

/** What separates the entries of a list in a cell. */
const BETWEEN = '|';

/** A column of several entries, `a|b`. */
export const listColumn = (
  name: string,
  at: string,
  entry: { read(text: string): Json | Refusal; write(value: Json): string },
  required?: true,
): Column => ({
  name,
  at,
  ...(required && { required }),
  read: (cell) => {
    const values: Json[] = [];
    for (const text of cell.split(BETWEEN).map((one) => one.trim())) {
      const value = entry.read(text);
      if (isRefusal(value)) return value;
      values.push(value);
    }
    return values;
  },
  write: (value) => (Array.isArray(value) ? value.map(entry.write).join(BETWEEN) : ''),
});

/** The refusal of an entry that is not written as it must be. */
export const notWritten = (text: string, form: string): Refusal =>
  refuse('malformed', `"${text.slice(0, 80)}" is not written as ${form}`, {
    remedy: `write ${form}, entries separated by ${BETWEEN}`,
  });
