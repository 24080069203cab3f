import * as v from 'valibot';
import { roleMay } from '../shared/access/permissions.ts';
import { tenantHealth } from '../shared/messages/exceptions-api.ts';
import { api } from './api.ts';
import type { Needs } from './needs.ts';
import { element } from './parts/element.ts';
import { action } from './parts/form.ts';
import { problemNote } from './parts/problem-note.ts';
import { type Place, places } from './places.ts';
import { readRoute, routeTo } from './route.ts';
import { type Session, SignInFailed, signIn } from './session.ts';

const COUNT_MS = 30_000;
const counted = v.pick(tenantHealth, ['exceptions']);

const page = document.querySelector('#page');
const who = document.querySelector('#who');
const navigation = document.querySelector('#places');

async function start(): Promise<void> {
  const session = await signIn();
  if (session === undefined) return;
  who?.replaceChildren(`${session.username} · ${session.role} · ${session.tenant}`);
  const badge = element('span', { class: 'count' });
  const needs = needsOf(session, badge);
  const mine = places.filter(({ permission }) => needs.may(permission));
  const links = new Map(mine.map((place) => [place, linkTo(place, badge)]));
  navigation?.replaceChildren(...links.values());
  const show = (event?: Event) => {
    const route = readRoute(location.hash);
    const place = mine.find(({ path }) => path === route.page) ?? mine[0];
    for (const [one, link] of links) {
      if (one === place) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    document.title = place === undefined ? 'Seriate' : `${place.title} · Seriate`;
    page?.replaceChildren(place?.show(needs, route) ?? element('p', {}, `A ${session.role} has nothing to see here.`));
    // Whoever follows a link without seeing the page is told where it led.
    if (event !== undefined && page instanceof HTMLElement) page.focus();
  };
  window.addEventListener('hashchange', show);
  show();
}

function needsOf({ token, role, username }: Session, badge: HTMLElement): Needs {
  const may: Needs['may'] = (permission) => roleMay(role, permission);
  const client = api(token);
  const count = async () => {
    if (!may('exceptions:read')) return;
    const { open } = (await client.get('/api/tenant/health?only=exceptions', counted)).exceptions;
    badge.replaceChildren(open > 0 ? String(open) : '');
    badge.setAttribute('aria-label', `${open} open`);
  };
  // A count that cannot be had is no reason to disturb whatever is being done.
  const recount = () => void count().catch(() => undefined);
  recount();
  setInterval(recount, COUNT_MS);
  return { api: client, me: username, may, recount };
}

function linkTo({ path, title }: Place, badge: HTMLElement): HTMLElement {
  return element('a', { href: routeTo(path) }, title, path === 'exceptions' ? badge : undefined);
}

start().catch((error: unknown) =>
  page?.replaceChildren(...(error instanceof SignInFailed ? signInAgain(error) : [problemNote(error)])),
);

function signInAgain(error: SignInFailed): HTMLElement[] {
  return [
    element('p', { class: 'problem', role: 'alert' }, error.message),
    action('Sign in again', () => location.reload()),
  ];
}
