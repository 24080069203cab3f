import { type CellProblem, cellsOfContent, contentOfCells } from '../../shared/master-data/csv/column.ts';
import { sheets } from '../../shared/master-data/csv/sheets.ts';
import type { Content } from '../../shared/master-data/version.ts';
import { Problem } from '../api.ts';
import type { Needs } from '../needs.ts';
import { element } from './element.ts';
import { field, form } from './form.ts';
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
};

/** Of those, what fits a field of usual width. */
const short = new Set(['country', 'markets', 'kind']);

const labels: Readonly<Record<string, string>> = { more: 'Second address line', companyPrefix: 'GS1 company prefix' };

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
): HTMLFormElement {
  const sheet = sheets[place.one];
  const [, ...cells] = cellsOfContent(sheet, before?.id ?? '', before?.content ?? {});
  const id = element('input', { name: place.id, required: '', autocomplete: 'off', inputmode: 'numeric' });
  id.value = before?.id ?? '';
  const inputs = sheet.columns.map((column, i) => {
    const input = element('input', {
      name: column.name,
      autocomplete: 'off',
      placeholder: hints[column.name] ?? '',
      ...(column.required && { required: '' }),
    });
    input.value = cells[i] ?? '';
    return { column, input };
  });
  const save = async () => {
    const content = contentOfCells(sheet, new Map(inputs.map(({ column, input }) => [column.name, input.value])));
    if (Array.isArray(content)) throw problemOf(content);
    const name = id.value.trim();
    const version = await api.replace(`/api/${place.plural}/${encodeURIComponent(name)}`, content, versionShape);
    saved(version, name);
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
    element('div', { class: 'wide' }, element('button', { type: 'submit' }, 'Save as draft')),
  );
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
