import * as v from 'valibot';
import type { Needs } from '../needs.ts';
import { element } from '../parts/element.ts';
import { pages } from '../parts/pages.ts';
import { problemNote } from '../parts/problem-note.ts';
import { queryCard, queryShape } from '../parts/query-card.ts';
import { queryForm } from './query-form.ts';

const PER_PAGE = 10;

/** Named queries and who is told what they find. */
export function subscriptionsPage(needs: Needs): HTMLElement {
  const list = element('div', {}, element('p', { class: 'empty' }, 'Loading …'));
  const read = (path: string) => needs.api.list(path, v.array(queryShape));
  const show = async () => {
    const shown = await read(`/epcis/queries?perPage=${PER_PAGE}`)
      .then((first) => pages(first, read, (queries) => cards(needs, queries, () => void show())))
      .catch(problemNote);
    list.replaceChildren(shown);
  };
  void show();
  return element(
    'section',
    {},
    element('h2', {}, 'Subscriptions'),
    element(
      'p',
      { class: 'note' },
      'A named query says which events matter; whoever is subscribed to it is told of each that is captured.',
    ),
    needs.may('queries:write') ? queryForm(needs.api, () => void show()) : undefined,
    list,
  );
}

function cards(needs: Needs, queries: readonly v.InferOutput<typeof queryShape>[], changed: () => void): HTMLElement {
  if (queries.length > 0) return element('div', {}, ...queries.map((query) => queryCard(needs, query, changed)));
  const how = needs.may('queries:write') ? 'Make the first one above.' : 'Who may write queries makes the first one.';
  return element('p', { class: 'empty' }, `No named query yet. ${how}`);
}
