import * as v from 'valibot';
import type { Needs } from '../needs.ts';
import { acting } from './acting.ts';
import type { Done } from './detail.ts';
import { element } from './element.ts';
import { action } from './form.ts';
import { pageBehind } from './member-lists.ts';
import { pages } from './pages.ts';
import { problemNote } from './problem-note.ts';
import { saveAction } from './save-file.ts';
import { type Column, table } from './table.ts';
import { when } from './when.ts';

const holder = v.object({
  holder: v.string(),
  name: v.string(),
  partner: v.optional(v.string()),
  sent: v.number(),
  held: v.number(),
  dispensed: v.number(),
  ended: v.number(),
});
type Holder = v.InferOutput<typeof holder>;

export const holdersCount = v.object({
  state: v.picklist(['running', 'done']),
  packs: v.number(),
  countedAt: v.string(),
  doneAt: v.optional(v.string()),
  holders: v.array(holder),
});
export type HoldersCount = v.InferOutput<typeof holdersCount>;

const packsOf = v.object({ epcs: v.array(v.string()), next: v.optional(v.string()) });
const ASK_MS = 1_500;

/** Who holds the packs of a recall, as it was last counted. @param path of the recall @param count undefined while nobody had it counted */
export function recallHolders(needs: Needs, path: string, count: HoldersCount | undefined, done: Done): HTMLElement {
  const listed = element('div', { 'aria-live': 'polite' });
  const list = (one: Holder) => {
    listed.replaceChildren(element('p', { class: 'empty' }, 'Loading …'));
    void packsPart(needs, path, one)
      .catch(problemNote)
      .then((shown) => listed.replaceChildren(shown));
  };
  const begin = async () => {
    await needs.api.post(`${path}/holders`, {}, holdersCount);
    done('The holders are being counted.');
  };
  const look = async () => done('');
  const running = count?.state === 'running';
  // It counts by itself; whoever watches sees it end.
  if (running) setTimeout(() => listed.isConnected && done(''), ASK_MS);
  const words = count === undefined ? 'Count who holds them now' : 'Count anew';
  return element(
    'div',
    {},
    count === undefined
      ? element('p', { class: 'empty' }, 'Nobody has had it counted who holds the packs.')
      : countOf(count, list),
    acting(
      needs.may('recalls:write') && !running ? [words, begin] : undefined,
      running ? ['Look again', look] : undefined,
    ),
    listed,
  );
}

function countOf({ state, packs, countedAt, holders }: HoldersCount, list: (one: Holder) => void): HTMLElement {
  const columns: Column<Holder>[] = [
    {
      title: 'Holder',
      cell: ({ name, holder: id }) =>
        element('div', {}, name, id === name ? undefined : element('div', { class: 'why' }, id)),
    },
    {
      title: 'Partner',
      cell: ({ partner, holder: id }) => partner ?? (id === '@us' ? 'ourselves' : 'none: people tell it'),
    },
    { title: 'Sent to it', number: true, cell: ({ sent }) => sent },
    { title: 'Held', number: true, cell: ({ held }) => held },
    { title: 'Dispensed', number: true, cell: ({ dispensed }) => dispensed },
    { title: 'Ended', number: true, cell: ({ ended }) => ended },
    {
      title: '',
      cell: (one) => action('Packs', () => list(one), { 'aria-label': `List the packs of ${one.name}` }),
    },
  ];
  const running = state === 'running' ? 'Still being counted: ' : '';
  return element(
    'div',
    {},
    element('p', {}, `${running}${packs} packs looked at, counted `, when(countedAt)),
    table(holders, columns, running ? 'None was found yet.' : 'Nobody holds any.'),
  );
}

async function packsPart({ api }: Needs, path: string, { holder: id, name }: Holder): Promise<HTMLElement> {
  const read = async (at: string) => {
    const { epcs, next } = await api.get(at, packsOf);
    return { rows: epcs, next: pageBehind(at, next) };
  };
  const first = await read(`${path}/holders?${new URLSearchParams({ holder: id })}`);
  const shown = pages(first, read, (epcs) =>
    element(
      'div',
      {},
      saveAction(
        'Save those shown',
        `packs-of-${id.replace(/[^\w.-]+/g, '_')}.txt`,
        async () => new Blob([`${epcs.join('\n')}\n`]),
      ),
      element('pre', { tabindex: '0', 'aria-label': `Packs of ${name}` }, epcs.join('\n') || 'none'),
    ),
  );
  return element('div', {}, element('b', {}, `Packs of ${name}`), shown);
}
