import { type ListenerView, listenerPage } from '../../shared/announcements/listeners-api.ts';
import type { Needs } from '../needs.ts';
import { element } from '../parts/element.ts';
import { action } from '../parts/form.ts';
import { listenerForm } from '../parts/listener-form.ts';
import { listing } from '../parts/listing.ts';
import { panel } from '../parts/panel.ts';
import { type Column, table } from '../parts/table.ts';
import { when } from '../parts/when.ts';
import type { Route } from '../route.ts';
import { listenerDetail } from './listener-detail.ts';

/** Systems of our own that are told what happened; one is opened to be tested, changed, and told again. */
export function listenersPage(needs: Needs, { subject }: Route): HTMLElement {
  const { holder, open: show, close } = panel();
  const told = element('div', { 'aria-live': 'polite' });
  const open = (id: string): void => show(listenerDetail(needs, id, () => void load(), close));
  const { holder: list, load } = listing({
    first: () => '/api/listeners',
    read: async (path) => ({ rows: (await needs.api.get(path, listenerPage)).listeners, next: undefined }),
    show: (rows) => table(rows, columnsOf(open), 'No listener yet. "New listener" has an address told what happens.'),
  });
  if (subject !== '') open(subject);
  return element(
    'section',
    {},
    element('h2', {}, 'Listeners'),
    told,
    list,
    holder,
    needs.may('listeners:write') ? newListener(needs, { told, load, open }) : undefined,
  );
}

interface Made {
  /** Where its secret is shown. */
  readonly told: HTMLElement;
  load(): Promise<void>;
  open(id: string): void;
}

function newListener(needs: Needs, { told, load, open }: Made): HTMLElement {
  const holder = element('details');
  const fields = listenerForm(needs, undefined, ({ listener }, note) => {
    told.replaceChildren(note);
    holder.open = false;
    fields.reset();
    void load();
    open(listener);
  });
  holder.append(element('summary', {}, 'New listener'), fields);
  return holder;
}

const columnsOf = (open: (id: string) => void): Column<ListenerView>[] => [
  { title: 'Name', cell: ({ name, listener }) => action(name, () => open(listener), { class: 'plain' }) },
  { title: 'Called at', cell: ({ url }) => element('code', {}, url) },
  { title: 'Told of', cell: ({ kinds }) => element('div', { class: 'why' }, kinds.join(', ')) },
  { title: 'State', cell: listenerState },
  { title: 'Last told', cell: ({ lastToldAt }) => when(lastToldAt) ?? 'not yet' },
];

function listenerState({ state, failure }: ListenerView): HTMLElement {
  const colour = state === 'active' ? (failure === undefined ? 'good' : '') : 'bad';
  const why = failure === undefined ? undefined : element('div', { class: 'why' }, failure);
  return element('div', {}, element('span', { class: colour }, state), why);
}
