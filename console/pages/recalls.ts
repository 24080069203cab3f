import { type Recall, recallPage, recallView } from '../../shared/messages/recalls-api.ts';
import type { Needs } from '../needs.ts';
import { type Done, detail } from '../parts/detail.ts';
import { element } from '../parts/element.ts';
import { action } from '../parts/form.ts';
import { listing } from '../parts/listing.ts';
import { pageBehind } from '../parts/member-lists.ts';
import { panel } from '../parts/panel.ts';
import { holdersCount, recallHolders } from '../parts/recall-holders.ts';
import { noticeForm, noticesPart, toldNotices } from '../parts/recall-notices.ts';
import { type Column, table } from '../parts/table.ts';
import { unlessNone } from '../parts/unless-none.ts';
import { when } from '../parts/when.ts';
import type { Route } from '../route.ts';

/** Recalls: who holds the packs, who was told, and what they answered. */
export function recallsPage(needs: Needs, { subject }: Route): HTMLElement {
  const { holder, open: show, close } = panel();
  const open = (id: string): void => show(recallDetail(needs, id, close));
  const { holder: list } = listing({
    first: () => '/api/recalls',
    read: async (path) => {
      const { recalls, next } = await needs.api.get(path, recallPage);
      return { rows: recalls, next: pageBehind(path, next) };
    },
    show: (rows) => rowsOf(rows, open),
  });
  if (subject !== '') open(subject);
  return element('section', {}, element('h2', {}, 'Recalls'), list, holder);
}

function ofText({ of }: Recall): string {
  if (of.kind === 'lot') return `lot ${of.lot}`;
  return of.kind === 'units' ? `${of.serials.length} units` : `serials ${of.from} to ${of.to}`;
}

function rowsOf(rows: readonly Recall[], open: (id: string) => void): HTMLElement {
  const columns: Column<Recall>[] = [
    { title: 'Recall', cell: ({ recall }) => action(recall, () => open(recall), { class: 'plain' }) },
    { title: 'GTIN', cell: ({ gtin }) => element('code', {}, gtin) },
    { title: 'Of', cell: ofText },
    { title: 'Down to', cell: ({ level }) => level },
    { title: 'Class', cell: (row) => row.class },
    { title: 'Signed', cell: ({ signature }) => when(signature.at) },
    { title: 'State', cell: ({ state }) => element('span', { class: state === 'active' ? 'bad' : '' }, state) },
  ];
  return table(rows, columns, 'No recall. POST /api/recalls makes one, signed.', ({ state }) =>
    state === 'lifted' ? 'past' : '',
  );
}

function recallDetail(needs: Needs, id: string, close: () => void): HTMLElement {
  const path = `/api/recalls/${encodeURIComponent(id)}`;
  const show = async (done: Done) => {
    const [recall, count, told] = await Promise.all([
      needs.api.get(path, recallView),
      // None while nobody has had it counted.
      unlessNone(needs.api.get(`${path}/holders`, holdersCount)),
      needs.api.get(`${path}/notices`, toldNotices),
    ]);
    const tells = needs.may('recalls:write') && recall.state === 'active' && count?.state === 'done';
    return [
      element('p', {}, `${recall.gtin}, ${ofText(recall)}, down to ${recall.level}: ${recall.reason}`),
      element('h4', {}, 'Who holds the packs'),
      recallHolders(needs, path, count, done),
      element('h4', {}, 'Notices'),
      noticesPart(told),
      tells ? noticeForm(needs, path, done) : undefined,
    ];
  };
  return detail({ title: `Recall ${id}`, show, changed: () => undefined, close });
}
