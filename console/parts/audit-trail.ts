import * as v from 'valibot';
import { auditEntry } from '../../shared/access/audit-entry.ts';
import type { Api } from '../api.ts';
import { element } from './element.ts';
import { said } from './facts.ts';
import { field, form } from './form.ts';
import { pageBehind } from './member-lists.ts';
import { pages } from './pages.ts';
import { table } from './table.ts';
import { when } from './when.ts';
import { words } from './words.ts';

const entry = v.object({ id: v.string(), ...auditEntry.entries });
type Entry = v.InferOutput<typeof entry>;
const shape = v.object({ entries: v.array(entry), next: v.optional(v.string()) });

/** What people changed, newest first, with a search. */
export function auditTrail(api: Api): HTMLElement {
  const inputs = [
    { name: 'by', label: 'By', placeholder: 'user name or client id' },
    { name: 'act', label: 'What was done', placeholder: 'grant-changed' },
    { name: 'subject', label: 'To what, as it begins', placeholder: 'user ada' },
  ].map(({ name, label, placeholder }) => ({
    label,
    input: element('input', { name, placeholder, autocomplete: 'off' }),
  }));
  const month = element('input', { type: 'month', name: 'month' });
  const list = element('div', { 'aria-live': 'polite' });
  const read = async (path: string) => {
    const page = await api.get(path, shape);
    return { rows: page.entries, next: pageBehind(path, page.next) };
  };
  const search = async () => {
    const asked = new URLSearchParams({ limit: '50' });
    for (const { name, value } of [...inputs.map(({ input }) => input), month])
      if (value.trim() !== '') asked.set(name, value.trim());
    list.replaceChildren(element('p', { class: 'empty' }, 'Searching …'));
    list.replaceChildren(pages(await read(`/api/audit?${asked}`), read, rowsOf));
  };
  const asking = form(
    'Search the audit trail',
    search,
    ...inputs.map(({ label, input }) => field(label, input)),
    field('Up to the month', month),
    element('button', { type: 'submit' }, 'Search'),
  );
  // A form that stands on no page yet is not submitted.
  queueMicrotask(() => asking.requestSubmit());
  return element('div', {}, asking, list);
}

const rowsOf = (entries: readonly Entry[]) =>
  table(
    entries,
    [
      { title: 'When', cell: ({ at }) => when(at) },
      { title: 'Who', cell: ({ by, home }) => `${by} of ${home}` },
      { title: 'What', cell: ({ act }) => words(act).toLowerCase() },
      { title: 'To', cell: ({ subject }) => subject },
      {
        title: 'Signed',
        cell: ({ signature }) => signature && `${signature.name ?? signature.by}: ${signature.meaning}`,
      },
      { title: 'More', cell: ({ detail }) => detail && element('div', { class: 'why' }, said(detail)) },
    ],
    'Nothing was changed that fits. Leave a field empty, or look back further with "Up to the month".',
  );
