import * as v from 'valibot';
import type { Needs } from '../needs.ts';
import { element } from '../parts/element.ts';
import { action, choice, field } from '../parts/form.ts';
import { importForm } from '../parts/import-form.ts';
import { type Item, itemShape, locationPlace, type MasterPlace, productPlace } from '../parts/master-kinds.ts';
import { pages } from '../parts/pages.ts';
import { panel } from '../parts/panel.ts';
import { problemNote } from '../parts/problem-note.ts';
import { table } from '../parts/table.ts';
import type { Route } from '../route.ts';
import { masterDetail } from './master-detail.ts';

const PER_PAGE = 50;

export const productsPage = (needs: Needs, route: Route) => masterPage(needs, route, productPlace);
export const locationsPage = (needs: Needs, route: Route) => masterPage(needs, route, locationPlace);

/** A list with its versions' standing; one is opened to be read, changed, submitted or approved. */
function masterPage(needs: Needs, route: Route, place: MasterPlace): HTMLElement {
  const standing = choice('standing', [
    ['', 'all'],
    ['submitted', 'waiting for approval'],
    ['draft', 'drafts'],
    ['in-force', 'in force'],
    ['upcoming', 'in force later'],
    ['withdrawn', 'withdrawn'],
  ]);
  const list = element('div', { 'aria-live': 'polite' }, element('p', { class: 'empty' }, 'Loading …'));
  const detail = panel();
  const open = (id: string): void => detail.open(masterDetail(needs, place, id, () => void show(), detail.close));
  const pageShape = v.looseObject({ nextPageToken: v.optional(v.string()) });
  const asked = () =>
    Object.entries({ standing: standing.value, perPage: String(PER_PAGE) }).filter(([, value]) => value !== '');
  const read = async (path: string) => {
    const page = await needs.api.get(path, pageShape);
    const rows = v.parse(v.array(itemShape), page[place.plural]);
    const next = new URLSearchParams([...asked(), ['nextPageToken', page.nextPageToken ?? '']]);
    return { rows, next: page.nextPageToken && `/api/${place.plural}?${next}` };
  };
  let latest = 0;
  const show = async () => {
    const mine = ++latest;
    const shown = await read(`/api/${place.plural}?${new URLSearchParams(asked())}`)
      .then((first) => pages(first, read, (rows) => rowsOf(place, rows, open)))
      .catch(problemNote);
    // Answers may come in another order than they were asked for: the last question counts.
    if (mine === latest) list.replaceChildren(shown);
  };
  standing.addEventListener('change', () => void show());
  void show();
  if (route.subject !== '') open(route.subject);
  return element(
    'section',
    {},
    element('h2', {}, place.title),
    element('form', { 'aria-label': `${place.title} shown` }, field('Shown', standing)),
    list,
    detail.holder,
    action('Export as CSV', () => void download(needs, place)),
    needs.may('registry:write') ? importForm(needs, place, () => void show()) : undefined,
  );
}

function rowsOf(place: MasterPlace, rows: readonly Item[], open: (id: string) => void): HTMLElement {
  const idOf = (item: Item) => String(item[place.id]);
  const columns = [
    {
      title: place.id.toUpperCase(),
      cell: (item: Item) => action(idOf(item), () => open(idOf(item)), { class: 'plain' }),
    },
    ...place.columns,
    { title: 'Version', number: true, cell: (item: Item) => item.version },
    { title: 'Standing', cell: standingOf },
  ];
  return table(
    rows,
    columns,
    `No ${place.plural} here. PUT /api/${place.plural}/{${place.id}} or an import makes the first.`,
  );
}

function standingOf({ standing, open }: Item): HTMLElement {
  const waiting =
    open !== undefined && open.standing !== standing ? `version ${open.version} ${open.standing}` : undefined;
  return element('div', {}, standing, waiting && element('div', { class: 'why' }, waiting));
}

/** A link would carry no token, so the file is fetched and handed to the browser. */
async function download({ api }: Needs, { plural }: MasterPlace): Promise<void> {
  const file = await api.fetch(`/api/exports/${plural}`);
  const url = URL.createObjectURL(file);
  element('a', { href: url, download: `${plural}.csv` }).click();
  URL.revokeObjectURL(url);
}
