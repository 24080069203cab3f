import * as v from 'valibot';
import type { Needs } from '../needs.ts';
import { confirmFirst } from './confirm.ts';
import { element } from './element.ts';
import { action } from './form.ts';
import { pages } from './pages.ts';
import { type Column, table } from './table.ts';
import { when } from './when.ts';

const shape = v.looseObject({
  subscriptionID: v.string(),
  dest: v.optional(v.string()),
  createdAt: v.string(),
  lastNotifiedAt: v.optional(v.string()),
  schedule: v.optional(v.record(v.string(), v.string())),
  state: v.string(),
  failure: v.optional(v.string()),
});
type Subscription = v.InferOutput<typeof shape>;

const PER_PAGE = 20;

/** Who is subscribed to a query, when each is told, and how that goes. */
export async function subscriptionTable(needs: Needs, query: string, changed: () => void): Promise<HTMLElement> {
  const read = (path: string) => needs.api.list(path, v.array(shape));
  const columns: Column<Subscription>[] = [
    { title: 'Told at', cell: ({ dest }) => element('code', {}, dest ?? 'an open connection') },
    { title: 'When', cell: ({ schedule }) => (schedule === undefined ? 'as captured' : scheduleText(schedule)) },
    { title: 'Since', cell: ({ createdAt }) => when(createdAt) },
    { title: 'Last told', cell: ({ lastNotifiedAt }) => when(lastNotifiedAt) ?? 'not yet' },
    { title: 'State', cell: stateOf },
    ...(needs.may('queries:write')
      ? [{ title: '', cell: (one: Subscription) => remover(needs, query, one, changed) }]
      : []),
  ];
  const first = await read(`${query}/subscriptions?perPage=${PER_PAGE}`);
  return pages(first, read, (rows) => table(rows, columns, 'Nobody is subscribed.'));
}

function stateOf({ state, failure }: Subscription): HTMLElement {
  const colour = state === 'active' ? (failure === undefined ? 'good' : '') : 'bad';
  const why = failure === undefined ? undefined : element('div', { class: 'why' }, failure);
  return element('div', {}, element('span', { class: colour }, state), why);
}

const order = ['month', 'dayOfMonth', 'dayOfWeek', 'hour', 'minute', 'second'];

/** A schedule in one line, the widest field first. */
export function scheduleText(schedule: Record<string, string>): string {
  const fields = order.flatMap((name) => (schedule[name] === undefined ? [] : [`${name} ${schedule[name]}`]));
  return `${fields.join(', ')} (UTC)`;
}

function remover(
  needs: Needs,
  query: string,
  { subscriptionID, dest }: Subscription,
  changed: () => void,
): HTMLElement {
  const remove = () =>
    confirmFirst(
      'End this subscription?',
      `${dest ?? subscriptionID} is told nothing more, not even what waits for it. This cannot be undone.`,
      'End the subscription',
      () => needs.api.remove(`${query}/subscriptions/${subscriptionID}`).then(changed),
    );
  return action('End', remove, { 'aria-label': `End the subscription of ${dest ?? subscriptionID}` });
}
