import * as v from 'valibot';
import type { Needs } from '../needs.ts';
import { confirmFirst } from './confirm.ts';
import { element } from './element.ts';
import { action } from './form.ts';
import { problemNote } from './problem-note.ts';
import { subscriptionForm } from './subscription-form.ts';
import { subscriptionTable } from './subscription-table.ts';

export const queryShape = v.looseObject({ name: v.string(), query: v.record(v.string(), v.unknown()) });
type Query = v.InferOutput<typeof queryShape>;

/** One named query: what it asks, who is subscribed, and what may be done with it. */
export function queryCard(needs: Needs, { name, query }: Query, changed: () => void): HTMLElement {
  const path = `/epcis/queries/${encodeURIComponent(name)}`;
  const mayWrite = needs.may('queries:write');
  const list = element('div', {}, element('p', { class: 'empty' }, 'Loading …'));
  const show = async () =>
    list.replaceChildren(await subscriptionTable(needs, path, () => void show()).catch(problemNote));
  void show();
  const remove = () =>
    confirmFirst(
      `Delete the query ${name}?`,
      'Its subscriptions end with it; nobody is told anything more. This cannot be undone.',
      'Delete the query',
      () => needs.api.remove(path).then(changed),
    );
  return element(
    'section',
    { class: 'card', 'aria-label': name },
    element(
      'div',
      { class: 'heading' },
      element('h3', {}, name),
      mayWrite ? action('Delete query', remove, { 'aria-label': `Delete query ${name}` }) : undefined,
    ),
    asked(query),
    list,
    mayWrite ? subscriptionForm(needs.api, path, () => void show()) : undefined,
  );
}

function asked(query: Query['query']): HTMLElement {
  const parameters = Object.entries(query).filter(([name]) => name !== '@context');
  if (parameters.length === 0) return element('p', {}, 'Every event.');
  const lines = parameters.map(([name, value]) =>
    element('li', {}, element('code', {}, name), ' = ', element('code', {}, textOf(value))),
  );
  return element('ul', { class: 'bare' }, ...lines);
}

const textOf = (value: unknown): string =>
  Array.isArray(value) ? value.map(textOf).join(' | ') : typeof value === 'string' ? value : JSON.stringify(value);
