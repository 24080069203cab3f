import type { Needs } from '../needs.ts';
import { element } from '../parts/element.ts';
import { action, choice, field } from '../parts/form.ts';
import { listing } from '../parts/listing.ts';
import { mappingEditor } from '../parts/mapping-editor.ts';
import { mappingPreview } from '../parts/mapping-preview.ts';
import { type MappingItem, readMappings } from '../parts/mappings.ts';
import { panel } from '../parts/panel.ts';
import { problemNote } from '../parts/problem-note.ts';
import { table } from '../parts/table.ts';
import { when } from '../parts/when.ts';
import { words } from '../parts/words.ts';
import type { Route } from '../route.ts';
import { mappingDetail } from './mapping-detail.ts';

/** How partners' documents are made of events, and events of them. */
export function mappingsPage(needs: Needs, { subject }: Route): HTMLElement {
  const { holder, open: show, close } = panel();
  const open = (name: string): void => show(mappingDetail(needs, name, () => void list.load(), close));
  const list = listing({
    first: () => '/api/mappings?perPage=50',
    read: (path) => readMappings(needs.api, path),
    show: (rows) => rowsOf(rows, open),
  });
  if (subject !== '') open(subject);
  const made = (name: string) => {
    void list.load();
    open(name);
  };
  return element(
    'section',
    {},
    element('h2', {}, 'Mappings'),
    element(
      'p',
      { class: 'note' },
      'A partner names one for each direction; without one, EPCIS goes and comes as it is.',
    ),
    list.holder,
    holder,
    needs.may('registry:write') ? newMapping(needs, made) : undefined,
  );
}

function rowsOf(rows: readonly MappingItem[], open: (name: string) => void): HTMLElement {
  return table(
    rows,
    [
      { title: 'Name', cell: ({ name }: MappingItem) => action(name, () => open(name), { class: 'plain' }) },
      { title: 'Direction', cell: ({ mapping }: MappingItem) => mapping?.direction },
      { title: 'Format', cell: ({ mapping }: MappingItem) => mapping?.format },
      {
        title: 'What it is for',
        cell: ({ mapping }: MappingItem) => element('div', { class: 'why' }, mapping?.description ?? ''),
      },
      { title: 'Version', number: true, cell: ({ version }: MappingItem) => version },
      { title: 'Standing', cell: standingOf },
      { title: 'In force from', cell: ({ effectiveFrom }: MappingItem) => when(effectiveFrom) },
    ],
    'No mapping yet. "New mapping" begins with one that is ready made.',
  );
}

function standingOf({ standing, open }: MappingItem): HTMLElement {
  const waiting = open !== undefined && open.standing !== standing ? `version ${open.version} ${open.standing}` : '';
  return element(
    'div',
    {},
    standing && words(standing).toLowerCase(),
    waiting && element('div', { class: 'why' }, waiting),
  );
}

/** A new one begins with one that is ready made. */
function newMapping(needs: Needs, made: (name: string) => void): HTMLElement {
  const holder = element('details');
  const ready = choice('ready', [['', 'nothing']]);
  const start: Readonly<Record<string, unknown>> = { format: 'epcis-2.0-json', direction: 'out' };
  const editor = mappingEditor(needs, { mapping: start, samples: [] }, ({ name }) => {
    holder.open = false;
    editor.mapping.write(start);
    made(name);
  });
  const begin = async () => {
    const { rows } = await readMappings(needs.api, '/api/mappings?ready=true');
    ready.append(...rows.map(({ name, mapping }) => element('option', { value: name }, mapping?.description ?? name)));
    ready.addEventListener('change', () => {
      editor.mapping.write(rows.find(({ name }) => name === ready.value)?.mapping ?? start);
      editor.mapping.checked();
    });
  };
  void begin().catch((error: unknown) => holder.append(problemNote(error)));
  const tried = () => ({ name: editor.name(), what: { mapping: editor.mapping.read() } });
  holder.append(
    element('summary', {}, 'New mapping'),
    element('div', { class: 'row' }, field('Begin with', ready)),
    editor.holder,
    mappingPreview(needs, tried),
  );
  return holder;
}
