import * as v from 'valibot';
import type { Needs } from '../needs.ts';
import { approveChosen } from '../parts/approve-chosen.ts';
import { element } from '../parts/element.ts';
import { action, choice, field } from '../parts/form.ts';
import { importForm } from '../parts/import-form.ts';
import { masterForm } from '../parts/master-form.ts';
import { type Item, itemShape, locationPlace, type MasterPlace, productPlace } from '../parts/master-kinds.ts';
import { pages } from '../parts/pages.ts';
import { panel } from '../parts/panel.ts';
import { problemNote } from '../parts/problem-note.ts';
import { fetchedFrom, saveAction } from '../parts/save-file.ts';
import { table } from '../parts/table.ts';
import { words } from '../parts/words.ts';
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
  const loading = () => element('p', { class: 'empty' }, 'Loading …');
  const list = element('div', { 'aria-live': 'polite' }, loading());
  const detail = panel();
  const open = (id: string): void => detail.open(masterDetail(needs, place, id, () => void show(), detail.close));
  const chosen = approveChosen(needs, place, () => void show());
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
    const first = await read(`/api/${place.plural}?${new URLSearchParams(asked())}`).catch(problemNote);
    // Answers may come in another order than they were asked for: the last question counts. What is drawn takes
    // the bar and its choices with it, so an answer that came too late is not drawn at all.
    if (mine !== latest) return;
    const drawn = (rows: readonly Item[]) =>
      element('div', {}, chosen.bar(rows), rowsOf(place, rows, { open, box: chosen.box, standing: standing.value }));
    list.replaceChildren(first instanceof HTMLElement ? first : pages(first, read, drawn));
  };
  standing.addEventListener('change', () => {
    // Nothing is chosen in a list that is about to go.
    list.replaceChildren(loading());
    void show();
  });
  void show();
  if (route.subject !== '') open(route.subject);
  return element(
    'section',
    {},
    element('h2', {}, place.title),
    element('form', { 'aria-label': `${place.title} shown` }, field('Standing', standing)),
    chosen.told,
    list,
    detail.holder,
    ...(needs.may('registry:write') ? [newOne(needs, place, () => void show(), open)] : []),
    element('h3', {}, 'Spreadsheets'),
    exportAction(needs, place),
    needs.may('registry:write') ? importForm(needs, place, () => void show()) : undefined,
  );
}

function newOne(needs: Needs, place: MasterPlace, changed: () => void, open: (id: string) => void): HTMLElement {
  const holder = element('details');
  const saved = (_: unknown, id: string) => {
    holder.open = false;
    changed();
    open(id);
    holder.replaceChildren(summary, masterForm(needs, place, undefined, saved));
  };
  const summary = element('summary', {}, `New ${place.one}`);
  holder.append(summary, masterForm(needs, place, undefined, saved));
  return holder;
}

interface RowNeeds {
  open(id: string): void;
  box(item: Item): HTMLElement | undefined;
  /** Which are shown; '' for all. */
  readonly standing: string;
}

function rowsOf(place: MasterPlace, rows: readonly Item[], { open, box, standing }: RowNeeds): HTMLElement {
  const idOf = (item: Item) => String(item[place.id]);
  const columns = [
    ...(rows.some((item) => box(item) !== undefined) ? [{ title: '', cell: box }] : []),
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
    standing === ''
      ? `No ${place.plural} yet. "New ${place.one}" or a spreadsheet below makes the first.`
      : `No ${place.plural} of this standing. Choose "all" above to see the others.`,
  );
}

function standingOf({ standing, open }: Item): HTMLElement {
  const waiting =
    open !== undefined && open.standing !== standing
      ? `${open.withdraws ? 'withdrawal' : `version ${open.version}`} ${words(open.standing).toLowerCase()}`
      : undefined;
  return element('div', {}, words(standing).toLowerCase(), waiting && element('div', { class: 'why' }, waiting));
}

const exportAction = ({ api }: Needs, { plural }: MasterPlace): HTMLElement =>
  element(
    'div',
    {},
    element('p', { class: 'note' }, 'An export shows the columns that an import takes.'),
    saveAction('Export as CSV', `${plural}.csv`, fetchedFrom(api, `/api/exports/${plural}`)),
  );
