import { kinds as knownKinds } from '../../shared/announcements/kinds.ts';
import { type ListenerView, madeListener } from '../../shared/announcements/listeners-api.ts';
import type { Needs } from '../needs.ts';
import { copyable } from './copyable.ts';
import { element } from './element.ts';
import { field, form } from './form.ts';
import { type Control, marking } from './mark-at.ts';
import { words } from './words.ts';

const members = ['gtin', 'lot', 'partner', 'market', 'site'] as const;
const listed = (text: string) => text.split(/[\s,]+/).filter(Boolean);

/**
 * Makes a listener, or changes one.
 *
 * @param before the one that is changed
 * @param saved with a note that may hold its secret, which is told where there is a new one
 */
export function listenerForm(
  { api }: Needs,
  before: ListenerView | undefined,
  saved: (listener: ListenerView, note: HTMLElement) => void,
): HTMLFormElement {
  const input = (name: string, value = '', more: Record<string, string> = {}) =>
    element('input', { name, value, autocomplete: 'off', ...more });
  const name = input('name', before?.name, { required: '' });
  const url = input('url', before?.url, { type: 'url', required: '', placeholder: 'https://erp.example/hooks' });
  const kinds = input('kinds', before?.kinds.join(', ') ?? '*', { required: '', list: 'announcement-kinds' });
  const about = members.map((member) => input(member, before?.filter[member]?.join(', '), { placeholder: 'any' }));
  const renew = element('input', { type: 'checkbox', name: 'renew' });
  const save = async () => {
    const filter = Object.fromEntries(
      about.flatMap(({ name: member, value }) => (listed(value).length === 0 ? [] : [[member, listed(value)]])),
    );
    const wanted = { name: name.value.trim(), url: url.value.trim(), kinds: listed(kinds.value), filter };
    const places = new Map<string, Control>([name, url, kinds].map((one) => [`/${one.name}`, one]));
    const { secret, ...made } = await marking(places, () => {
      if (before === undefined) return api.post('/api/listeners', wanted, madeListener);
      const secretGeneration = before.secretGeneration + Number(renew.checked);
      const path = `/api/listeners/${encodeURIComponent(before.listener)}`;
      return api.replace(path, { ...wanted, secretGeneration }, madeListener);
    });
    const isNew = before === undefined || renew.checked;
    saved(made, isNew ? secretNote(made, secret) : element('p', {}, `${made.name} is changed.`));
  };
  return form(
    before === undefined ? 'New listener' : `Change ${before.name}`,
    save,
    field('Name', name),
    field('Address that is called (POST)', url, true),
    field('Kinds, with commas: lot.released, shipment.*, or * for all', kinds, true),
    ...about.map((one) => field(`Only of these: ${words(one.name)}`, one)),
    before === undefined
      ? undefined
      : element('label', { class: 'check wide' }, renew, 'A new secret; for a day messages bear both signatures'),
    kindList(),
    element('button', { type: 'submit' }, before === undefined ? 'Make the listener' : 'Save'),
  );
}

const kindList = () =>
  element(
    'datalist',
    { id: 'announcement-kinds' },
    ...Object.entries(knownKinds).map(([kind, { means }]) => element('option', { value: kind }, means)),
  );

const secretNote = ({ name }: ListenerView, secret: string) =>
  element(
    'div',
    { class: 'note', role: 'status' },
    element('p', {}, `${name}: its receiver verifies signatures by this secret (Standard Webhooks).`),
    copyable('Secret', secret),
  );
