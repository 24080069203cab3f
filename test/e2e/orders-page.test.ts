import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPage } from '../../edge-agent/open-page.ts';
import { openStores, type Stores } from '../../edge-agent/open-stores.ts';
import { pendingInWords } from '../../edge-agent/people/pending.ts';
import { SiteAlarms } from '../../edge-agent/site/site-alarms.ts';
import { openDatabase } from '../../edge-agent/store/database.ts';
import { anOrder, assign, at, temporary } from '../../edge-agent/testing/builders.ts';
import { hire, PASSWORD } from '../../edge-agent/testing/staff.ts';
import { seriousFindings } from '../kit/axe.ts';
import { startBrowser } from '../kit/browser.ts';
import { builtPage } from '../kit/built-page.ts';

const home = temporary();
const faults: string[] = [];
let stores: Stores;
let served: Awaited<ReturnType<typeof openPage>>;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  await builtPage();
  stores = openStores(openDatabase(home.directory));
  assign(stores, anOrder());
  await hire(stores.people, 'lena', 'lead');
  const none = () => undefined;
  const lines = ['line-1', 'line-2'];
  const site = { tenant: 'acme-pharma', site: 'plant', owners: ['acme-pharma'], lines, lineNames: lines, products: [] };
  served = await openPage({ site: 'plant', lines: [], hmiPort: 0 }, stores, [], {
    connected: () => true,
    via: 'mqtt',
    resolvers: [],
    troubles: () => stores.people.waiting().map((one) => ({ subject: 'people', detail: pendingInWords(one) })),
    sendNow: none,
    siteAlarms: new SiteAlarms(stores.siteAlarmRows, () => at, none),
    clock: none,
    orders: { ...stores, ...site, now: Date.now, assigned: none, refresh: none, stands: () => true },
  });
  browser = await startBrowser();
  page = await browser.newPage({ viewport: { width: 1240, height: 900 } });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text());
  });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  served?.keepCounters();
  await served?.close();
  stores?.db.close();
  home.remove();
});

const inDialog = (name: string) => page.getByRole('dialog').getByRole('button', { name });
/** A view is looked at for what hinders people, and kept as a picture where somebody wants it. */
const picture = async (name: string) => {
  expect(await seriousFindings(page)).toEqual([]);
  const folder = process.env['PICTURES'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};
const goTo = (room: string) => page.getByRole('link', { name: room, exact: true }).click();
const sign = async () => {
  await page.getByLabel('Why').fill('line-1 is under repair');
  await page.getByLabel('Your password').fill(PASSWORD);
  await inDialog('Sign').click();
};

test('a lead moves an order to another line, writes one like the last, sees what L4 has against it, and cancels', async () => {
  await page.goto(served.url);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('User name').fill('lena');
  await page.getByLabel('Password').fill(PASSWORD);
  await inDialog('Sign in').click();
  await goTo('Orders');
  await page.getByText('serials 12 / 12').waitFor();

  await page.getByRole('button', { name: 'Move' }).click();
  await inDialog('Go on').click();
  await sign();
  await page.getByRole('cell', { name: 'line-2', exact: true }).waitFor();

  await page.getByRole('button', { name: 'Write an order' }).click();
  await page.getByLabel('GTIN, 14 digits').fill('09521234000013');
  await inDialog('Go on').click();
  await page.getByLabel('Order number').fill('order-2');
  await page.getByLabel('Lot', { exact: true }).fill('LOT43');
  await page.getByLabel('Expires').fill('2028-06-30');
  await page.getByLabel('Packs', { exact: true }).fill('40');
  await picture('write-order');
  await inDialog('Send to L4').click();
  await page.getByText('Order order-2 of acme-pharma waits for L4').waitFor();
  const draft = stores.drafts.of('acme-pharma', 'order-2');
  if (draft === undefined) throw new Error('nothing was written');
  expect(draft.asked.body).toMatchObject({ quantity: 40, line: 'line-2', pool: 'serials', site: 'plant' });
  stores.drafts.turnedDown(draft, { detail: 'no pool serials', at: '/pool', remedy: 'name another' }, at);
  await page.getByText('/pool: no pool serials').waitFor();
  await picture('orders');
  await page.getByRole('button', { name: 'Drop' }).click();
  await page.getByText('It is gone, and has to be written again.').waitFor();
  expect(stores.drafts.all()).toHaveLength(1);
  await inDialog('Drop').click();
  await expect.poll(() => stores.drafts.all()).toEqual([]);

  await page.getByRole('button', { name: 'Take back' }).click();
  await inDialog('Go on').click();
  await sign();
  await page.getByRole('cell', { name: 'created', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Cancel order' }).click();
  await sign();
  await page.getByRole('cell', { name: 'cancelled', exact: true }).waitFor();
  expect(stores.acts.of(1).map(({ kind }) => kind)).toEqual(['move-order', 'take-back', 'cancel-order']);
  expect(faults).toEqual([]);
}, 60_000);

test('what one has set of another is on the page until somebody else has vouched for it', async () => {
  await hire(stores.people, 'olga', 'operator');
  stores.people.change('olga', { roles: ['operator', 'qa'], active: true }, 'emma', at);
  await goTo('People');
  await page.getByText('emma set the roles of olga (operator, qa)').waitFor();
  await picture('people');
  await page.getByRole('button', { name: 'Vouch for somebody' }).click();
  await page.getByLabel('User name').fill('olga');
  await inDialog('Go on').click();
  await page.getByLabel('Your password').fill(PASSWORD);
  await inDialog('Sign').click();
  await expect.poll(() => page.getByText('emma set the roles').count()).toBe(0);
  expect(stores.people.find('olga')).toMatchObject({ roles: ['operator', 'qa'], pending: undefined });
  expect(faults).toEqual([]);
}, 60_000);

test('quality assurance sees what is held back and what was refused, looks into it, and signs for what becomes of it', async () => {
  await hire(stores.people, 'quinn', 'qa');
  const told = { line: 'line-1', batch: 1 };
  const wrong = {
    ...{ code: 'foreign-code' as const, subjects: ['urn:epc:id:sgtin:9521234.000001.X1'], mayTell: false },
    ...{
      detail: 'X1 was given to no order',
      rule: 'every printed serial has one fate',
      remedy: 'Look where it is from.',
    },
  };
  const exception = stores.exceptions.raise(told, wrong, 'x', at);
  stores.exceptions.hold(
    { ...told, exception, owner: 'acme-pharma', kind: 'events', body: '[{"type":"ObjectEvent"}]' },
    new Map(),
  );
  stores.db
    .prepare("INSERT INTO outbox (line, sequence, batch, kind, sealed_at, body) VALUES ('line-1', 7, 1, 'epcis', 0, ?)")
    .run(Buffer.from('{"say":"hello"}'));
  stores.outbox.refused('line-1', [{ sequence: 7, detail: 'the product is not known' }]);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('User name').fill('quinn');
  await page.getByLabel('Password').fill(PASSWORD);
  await inDialog('Sign in').click();
  await goTo('Held back');
  await page.getByText('Open exceptions: 1. Refused messages: 1.').waitFor();
  await page.getByText('What it says').click();
  await page.getByText('"say": "hello"').waitFor();
  await page.route('**/api/exceptions/*', (route) => route.abort(), { times: 1 });
  await page.getByText('What is held').click();
  await page.getByText('The agent does not answer.').waitFor();
  await page.getByText('What is held').click();
  await page.getByText('What is held').click();
  await page.getByText('"type": "ObjectEvent"').waitFor();
  expect(await page.getByText('The agent does not answer.').count()).toBe(0);
  await picture('held');
  expect(await page.getByRole('button', { name: 'It is so: tell it' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Send it again' }).click();
  await sign();
  await expect.poll(() => stores.outbox.setAside.count()).toBe(0);
  await page.getByRole('button', { name: 'Leave it untold' }).click();
  await sign();
  await expect.poll(() => stores.exceptions.get(exception)?.state).toBe('resolved');
  await page.getByText('Nothing is held back.').waitFor();
  expect(faults).toEqual([]);
}, 60_000);

test('somebody newly taken in chooses a password on the page, and is not signed out before that', async () => {
  await hire(stores.people, 'emma', 'engineer');
  const { password } = stores.people.find('emma') ?? { password: '' };
  stores.people.add({ username: 'nora', name: 'Nora', roles: ['operator'], password, mustChange: true }, 'emma', at);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('User name').fill('nora');
  await page.getByLabel('Password').fill(PASSWORD);
  await inDialog('Sign in').click();
  await page.getByLabel('New password').fill('a password of my own');
  // Longer than it takes to ask for the status twice, and so to be told that one may not listen.
  for (let i = 0; i < 3; i++) await page.waitForResponse(/\/status$/);
  await inDialog('Set password').click();
  await page.getByText('Now somebody else, who saw you choose it, vouches for you').waitFor();
  await page.getByText('Nora (operator)').waitFor();
  expect(stores.people.find('nora')).toMatchObject({ mustChange: false });
  expect(faults).toEqual([]);
}, 60_000);
