import { type LoggedDelivery, loggedDelivery, loggedDeliveryPage } from '../../shared/announcements/listeners-api.ts';
import type { Needs } from '../needs.ts';
import { acting } from './acting.ts';
import { element } from './element.ts';
import { listing } from './listing.ts';
import { pageBehind } from './member-lists.ts';
import { type Column, table } from './table.ts';
import { when } from './when.ts';

/** Every try to tell a listener something, the newest first; one that was of something can be told again. @param path of the listener */
export function listenerLog(needs: Needs, path: string): HTMLElement {
  const { holder, load } = listing({
    first: () => `${path}/deliveries?limit=50`,
    read: async (at) => {
      const { deliveries, next } = await needs.api.get(at, loggedDeliveryPage);
      return { rows: deliveries, next: pageBehind(at, next) };
    },
    show: (rows) =>
      table(
        rows,
        columnsOf(needs, path, () => void load()),
        'It was told nothing yet, in thirty days.',
      ),
  });
  return element('div', {}, holder, acting(['Look again', load]));
}

function columnsOf(needs: Needs, path: string, changed: () => void): Column<LoggedDelivery>[] {
  const resend = async ({ n }: LoggedDelivery) => {
    await needs.api.post(`${path}/deliveries/${encodeURIComponent(n)}/resend`, {}, loggedDelivery);
    changed();
  };
  const resends = (one: LoggedDelivery) =>
    one.why === 'test' ? undefined : acting(['Tell it again', () => resend(one), `Tell again what ${one.n} told`]);
  return [
    { title: 'When', cell: ({ at }) => when(at) },
    { title: 'What', cell: ({ type }) => type },
    { title: 'Why', cell: ({ why }) => why },
    { title: 'Outcome', cell: outcomeOf },
    { title: 'Took', number: true, cell: ({ duration }) => `${duration} ms` },
    { title: 'Next try', cell: ({ nextTry }) => when(nextTry) },
    ...(needs.may('listeners:write') ? [{ title: '', cell: resends }] : []),
  ];
}

function outcomeOf({ outcome, status, failure }: LoggedDelivery): HTMLElement {
  const words = [outcome, status].filter((one) => one !== undefined).join(', ');
  return element(
    'div',
    {},
    element('span', { class: outcome === 'delivered' ? 'good' : 'bad' }, words),
    failure === undefined ? undefined : element('div', { class: 'why' }, failure),
  );
}
