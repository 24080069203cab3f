import {
  besideColumns,
  cellsOfContent,
  columnAt,
  contentOfCells,
  type Sheet,
} from '../../shared/master-data/csv/column.ts';
import { sheets } from '../../shared/master-data/csv/sheets.ts';
import { kindsWith } from '../../shared/master-data/kinds.ts';
import type { Content } from '../../shared/master-data/version.ts';
import { isRefusal } from '../../shared/refusal.ts';
import type { Json } from '../../shared/wire/json.ts';
import { Problem, type Said } from '../api.ts';
import type { MasterPlace } from './master-kinds.ts';
import { type MasterList, masterLists, rowsOfValue, valueOfRows } from './master-lists.ts';
import type { TypedRow } from './rows-field.tsx';
import { words } from './words.ts';

const kinds = kindsWith();

/** What somebody has typed of a product, location or partner. */
export interface MasterDraft {
  readonly id: string;
  /** By column of the spreadsheet. */
  readonly texts: Readonly<Record<string, string>>;
  /** By member. */
  readonly rows: Readonly<Record<string, readonly TypedRow[]>>;
}

/** The fields of a kind: one for each column of its spreadsheet, but of lists and of what has fields of its own. @param left columns that are left out */
export function fieldsOf({ one }: MasterPlace, left: readonly string[] = []) {
  const { id, columns } = sheets[one];
  const lists = masterLists.filter(
    ({ name }) => columns.some((column) => column.name === name) && !left.includes(name),
  );
  const isField = (name: string) => !left.includes(name) && !lists.some((list) => list.name === name);
  const sheet: Sheet = { id, columns: columns.filter(({ name }) => isField(name)) };
  return { sheet, lists };
}
export type MasterFields = ReturnType<typeof fieldsOf>;

/** What the fields hold at first. */
export function draftOf({ sheet, lists }: MasterFields, id: string, content: Content): MasterDraft {
  const [, ...cells] = cellsOfContent(sheet, id, content);
  return {
    id,
    texts: Object.fromEntries(sheet.columns.map(({ name }, i) => [name, cells[i] ?? ''])),
    rows: Object.fromEntries(lists.map((list) => [list.name, rowsOfValue(list, content[list.name])])),
  };
}

/**
 * The content that a draft says, or what is wrong with it and where, by the rules of the server.
 *
 * @param before what was said before: what no field is for stays
 * @param given members that other fields say; undefined for those that are gone
 */
export function contentOf(
  place: MasterPlace,
  { sheet, lists }: MasterFields,
  { id, texts, rows }: MasterDraft,
  before: Content,
  given: Readonly<Record<string, Json | undefined>> = {},
): { readonly content: Content; readonly wrong: readonly Said[] } {
  const name = kinds[place.one].readId(id.trim());
  const wrongId = isRefusal(name) ? [{ ...name, at: `/${place.id}` }] : [];
  const read = contentOfCells(sheet, new Map(Object.entries(texts)));
  if (Array.isArray(read)) {
    const wrong = read.map(({ column, ...one }) => ({ ...one, at: sheet.columns.find((c) => c.name === column)?.at }));
    return { content: {}, wrong: [...wrongId, ...wrong] };
  }
  const content = {
    ...besideColumns(sheets[place.one], before),
    ...read,
    ...valuesOf(lists, rows),
    ...given,
  };
  const said = Object.fromEntries(
    Object.entries(content).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
  const judged = kinds[place.one].read(isRefusal(name) ? id : name, said);
  return { content: said, wrong: [...wrongId, ...(Array.isArray(judged) && wrongId.length === 0 ? judged : [])] };
}

const valuesOf = (lists: readonly MasterList[], rows: MasterDraft['rows']) =>
  Object.fromEntries(lists.map((list) => [list.name, valueOfRows(list, rows[list.name] ?? [])]));

/** Several things that are wrong as one problem, which names each field. */
export function problemOfAll(place: MasterPlace, wrong: readonly Said[]): Problem | undefined {
  const [first] = wrong;
  if (first === undefined) return undefined;
  const line = ({ at, detail }: Said) => {
    const column = columnAt(sheets[place.one], at) ?? at?.slice(1).replaceAll('/', ' ');
    return column === undefined || column === '' ? detail : `${words(column)}: ${detail}`;
  };
  return new Problem({
    title: wrong.length === 1 ? 'A field is not as it must be' : `${wrong.length} fields are not as they must be`,
    detail: wrong.map(line).join('; '),
    ...(wrong.length === 1 && { rule: first.rule, remedy: first.remedy }),
  });
}
