import {
  besideColumns,
  type CellProblem,
  type Column,
  cellsOfContent,
  contentOfCells,
  type Sheet,
} from '../../shared/master-data/csv/column.ts';
import { sheets } from '../../shared/master-data/csv/sheets.ts';
import type { Content } from '../../shared/master-data/version.ts';
import type { Json } from '../../shared/wire/json.ts';
import { Problem } from '../api.ts';
import type { Needs } from '../needs.ts';
import { element } from './element.ts';
import { field, form } from './form.ts';
import { type Control, marking } from './mark-at.ts';
import { type MasterPlace, type Version, versionShape } from './master-kinds.ts';
import { words } from './words.ts';

/** How lists are written in one field, as in a spreadsheet. */
const hints: Readonly<Record<string, string>> = {
  markets: 'DE|NL',
  packaging: 'item:GTIN|case:GTIN=24xGTIN',
  nationalNumbers: 'pzn:03752864',
  profiles: 'DE=eu',
  readPoints: 'LINE1=Packing line 1',
  country: 'NL',
  kind: 'manufacturing',
  party: 'urn:epc:id:pgln:9521321.00001',
  registrations: 'mdlp-place=00000000100930',
};

/** Of those, what fits a field of usual width. */
const short = new Set(['country', 'markets', 'kind']);

const labels: Readonly<Record<string, string>> = { more: 'Second address line', companyPrefix: 'GS1 company prefix' };

/** What is asked for by fields of their own, in place of columns. */
export interface Extension {
  /** Columns that are left out. */
  readonly columns: readonly string[];
  readonly parts: readonly HTMLElement[];
  /** Members that the fields give, or take away where they are undefined. */
  content(): Readonly<Record<string, Json | undefined>>;
  controls(): ReadonlyMap<string, Control>;
}

/**
 * A form with a field for every column of the spreadsheet, whose content becomes a draft.
 *
 * @param before what the fields hold at first; undefined for a new one, whose id is asked for
 */
export function masterForm(
  { api }: Needs,
  place: MasterPlace,
  before: { readonly id: string; readonly content: Content } | undefined,
  saved: (version: Version, id: string) => void,
  more?: Extension,
): HTMLFormElement {
  const sheet = sheetWithout(place, more?.columns ?? []);
  const [, ...cells] = cellsOfContent(sheet, before?.id ?? '', before?.content ?? {});
  const numeric: Record<string, string> = place.id === 'partner' ? {} : { inputmode: 'numeric' };
  const id = element('input', { name: place.id, required: '', autocomplete: 'off', ...numeric });
  id.value = before?.id ?? '';
  const inputs = sheet.columns.map((column, i) => inputOf(column, cells[i] ?? ''));
  const save = async () => {
    const fields = contentOfCells(sheet, new Map(inputs.map(({ column, input }) => [column.name, input.value])));
    if (Array.isArray(fields)) throw problemOf(fields);
    // What the form has no field for stays.
    const content = { ...besideColumns(sheet, before?.content ?? {}), ...fields, ...more?.content() };
    const name = id.value.trim();
    const put = () => api.replace(`/api/${place.plural}/${encodeURIComponent(name)}`, content, versionShape);
    saved(await marking(more?.controls() ?? new Map(), put), name);
  };
  return form(
    before === undefined ? `New ${place.one}` : `Change ${place.one} ${before.id}`,
    save,
    before === undefined ? field(words(place.id), id) : undefined,
    ...inputs.map(({ column, input }) =>
      field(
        `${labels[column.name] ?? words(column.name)}${column.required ? '' : ' (optional)'}`,
        input,
        column.name in hints && !short.has(column.name),
      ),
    ),
    ...(more?.parts ?? []),
    element('div', { class: 'wide' }, element('button', { type: 'submit' }, 'Save as draft')),
  );
}

function sheetWithout({ one }: MasterPlace, left: readonly string[]): Sheet {
  const { id, columns } = sheets[one];
  return { id, columns: columns.filter(({ name }) => !left.includes(name)) };
}

function inputOf(column: Column, cell: string) {
  const input = element('input', {
    name: column.name,
    autocomplete: 'off',
    placeholder: hints[column.name] ?? '',
    ...(column.required && { required: '' }),
  });
  input.value = cell;
  return { column, input };
}

function problemOf(problems: readonly CellProblem[]): Problem {
  const [first] = problems;
  const detail = problems
    .map((one) => (one.column === undefined ? one.detail : `${words(one.column)}: ${one.detail}`))
    .join('; ');
  return new Problem({
    title: 'A field cannot be read',
    detail,
    ...(first?.remedy !== undefined && { remedy: first.remedy }),
  });
}
