import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBrowser } from '../kit/browser.ts';
import { queryEvents } from '../kit/epcis-results.ts';
import { type Product, startProduct } from '../kit/product.ts';
import { temporaryFolder } from '../kit/temporary-folder.ts';

const folder = temporaryFolder();
const faults: string[] = [];
let product: Product;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  product = await startProduct(folder.path, ['--json', '--units', '60', '--speed', '2400']);
  await product.line(/^\{"lot"/);
  browser = await startBrowser();
  page = await browser.newPage({ viewport: { width: 1240, height: 860 }, colorScheme: 'light' });
  page.on('pageerror', (error) => faults.push(error.message));
});
afterAll(async () => {
  await browser?.close();
  await product?.kill('SIGTERM');
  folder.remove();
});

const usersShape = v.object({ users: v.array(v.object({ username: v.string(), password: v.string() })) });

function passwordOf(username: string): string {
  const { users } = v.parse(usersShape, JSON.parse(readFileSync(join(folder.path, 'credentials.json'), 'utf8')));
  return users.find((one) => one.username === username)?.password ?? '';
}

async function signIn(username: string, password: string): Promise<void> {
  await page.getByLabel(/user ?name/i).fill(username);
  await page.getByLabel(/password/i).fill(password);
  await page.getByRole('button', { name: /sign in/i }).click();
}

describe('the console', () => {
  const ada = 'ada@acme-pharma.example';

  test('lets nobody in with a wrong password', async () => {
    await page.goto(`${product.url}/`);
    await signIn(ada, 'wrong');
    await expect.poll(() => page.getByText(/wrong|not right|incorrect|do not/i).count()).toBeGreaterThan(0);
  });

  test('says why signing in failed, and tries again only when asked to', async () => {
    const returned = new URLSearchParams({ error: 'access_denied', error_description: 'The account is locked' });
    await page.goto(`${product.url}/?${returned}`);
    await page.getByText('The account is locked').waitFor();
    expect(new URL(page.url()).search).toBe('');
    await page.getByRole('button', { name: 'Sign in again' }).click();
    await page.getByLabel(/password/i).waitFor();
  });

  test('shows the lot and what was told to whom', async () => {
    await signIn(ada, passwordOf(ada));
    await page.getByText('DEMO0001').first().waitFor();
    await page.getByText('product-pack-data').first().waitFor();
    await expect.poll(() => page.locator('.good').count()).toBe(3);
    expect(await page.locator('#who').textContent()).toContain('acme-pharma');
  });

  test('finds a pack by its code, and shows its journey and how it was before', async () => {
    const { pack, container } = await packed();
    await goTo('Units');
    await page.getByLabel(/code of a pack/i).fill(pack);
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByText('commissioning').first().waitFor();
    await page.getByText('still inside').first().waitFor();
    expect(await page.getByRole('link', { name: container }).count()).toBeGreaterThan(0);
    if (process.env['SCREENSHOT'] !== undefined)
      await page.screenshot({ path: process.env['SCREENSHOT'], fullPage: true });
    await page
      .getByRole('link', { name: /as it was at/ })
      .last()
      .click();
    await page.getByText('What happened later is not counted').waitFor();
  });

  test('says what is wrong with a code that is none', async () => {
    await page.getByLabel(/code of a pack/i).fill('hello');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByText('What to do').waitFor();
  });

  test('takes documents, small and large, and says what is wrong with one', async () => {
    const { pack } = await packed();
    const at = Date.now();
    const end = aMove(pack, at - 20, { action: 'DELETE', bizStep: 'decommissioning', disposition: 'inactive' });
    const move = aMove(pack, at - 10, { action: 'OBSERVE', bizStep: 'shipping', disposition: 'in_transit' });
    await goTo('Captures');
    await page
      .locator('input[type=file]')
      .setInputFiles([
        file('small.json', aDocument(end)),
        file('large.json', aDocument(move).padEnd(4_100_000)),
        file('wrong.json', aDocument({ ...move, action: 'EAT' })),
      ]);
    await page.getByText('/epcisBody/eventList/0/action').waitFor();
    expect(await page.getByText('1 event captured.').count()).toBe(2);
  });

  test('counts what contradicts, and lets it be assigned and resolved', async () => {
    const count = page.locator('.count');
    await count.filter({ hasText: /\d/ }).waitFor();
    await goTo('Exceptions');
    await page.getByRole('button', { name: 'Acted upon after its end' }).click();
    await page.getByRole('button', { name: 'Assign', exact: true }).click();
    await page.getByText(`to ${ada}`).first().waitFor();
    await page.getByLabel(/why it is resolved/i).fill('The pack was found and destroyed');
    await page.getByRole('button', { name: 'Resolve' }).click();
    await page.getByRole('button', { name: 'Open again' }).waitFor();
  });

  test('makes a named query and a subscription, and ends it only when that is confirmed', async () => {
    await goTo('Subscriptions');
    await page.getByText('New query').click();
    await page.getByLabel(/^name/i).fill('shipped');
    await page.getByLabel('Parameter', { exact: true }).fill('EQ_bizStep');
    await page.getByLabel('Value').fill('shipping|receiving');
    await page.getByRole('button', { name: 'Create the query' }).click();
    const query = page.getByRole('region', { name: 'shipped' });
    await query.getByText('Add a subscription').click();
    await query.getByLabel(/^address/i).fill(`${product.url}/nobody-listens`);
    await query.getByRole('button', { name: 'Subscribe' }).click();
    await query.getByText('active').waitFor();
    await query.getByRole('button', { name: /^end the subscription/i }).click();
    await page.keyboard.press('Escape');
    await query.getByText('active').waitFor();
    await query.getByRole('button', { name: /^delete query/i }).click();
    await page.getByRole('button', { name: 'Delete the query' }).click();
    await page.getByText('No named query yet').waitFor();
    expect(faults).toEqual([]);
  });

  test('offers nobody what their role does not permit', async () => {
    const quinn = 'quinn@acme-pharma.example';
    page = await (await browser.newContext()).newPage();
    await page.goto(`${product.url}/#/exceptions`);
    await signIn(quinn, passwordOf(quinn));
    await page.getByRole('heading', { name: 'Exceptions' }).waitFor();
    expect(await page.getByRole('navigation').getByRole('link').allTextContents()).not.toContain('Captures');
  });
});

const goTo = (title: string) => page.getByRole('link', { name: title }).first().click();

/** A pack of the batch and the case it is in. */
async function packed(): Promise<{ pack: string; container: string }> {
  const events = await queryEvents(product, { EQ_bizStep: 'packing' });
  const found = events.find(({ childEPCs }) => childEPCs.some((epc) => epc.includes('/01/')));
  return { pack: found?.childEPCs[0] ?? '', container: found?.parentID ?? '' };
}

const aMove = (epc: string, at: number, what: object) => ({
  type: 'ObjectEvent',
  eventTime: new Date(at).toISOString(),
  eventTimeZoneOffset: '+00:00',
  epcList: [epc],
  ...what,
});

const aDocument = (...eventList: object[]) =>
  JSON.stringify({
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: new Date().toISOString(),
    epcisBody: { eventList },
  });

const file = (name: string, text: string) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
