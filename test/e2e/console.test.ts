import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBrowser } from '../kit/browser.ts';
import { type Product, startProduct } from '../kit/product.ts';
import { temporaryFolder } from '../kit/temporary-folder.ts';
import { captures } from './console/captures.ts';
import { exceptions } from './console/exceptions.ts';
import { masterData } from './console/master-data.ts';
import { serialNumbers } from './console/serial-numbers.ts';
import { tellByHand } from './console/tell-by-hand.ts';
import { trace } from './console/trace.ts';

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

async function signIn(username: string, password: string, on = page): Promise<void> {
  await on.getByLabel(/user ?name/i).fill(username);
  await on.getByLabel(/password/i).fill(password);
  await on.getByRole('button', { name: /sign in/i }).click();
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
    expect(await page.getByRole('button', { name: ada }).count()).toBe(1);
  });

  const on = { page: () => page, product: () => product };
  trace(on);
  captures(on);
  exceptions(on);

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

  masterData({ page: () => page, enter });
  serialNumbers({ page: () => page });

  test('shows who may do what, and takes back the withdrawal of a grant', async () => {
    await goTo('People and access');
    await page.getByRole('cell', { name: 'quinn@acme-pharma.example' }).first().waitFor();
    await page.getByRole('button', { name: 'Withdraw the grant of packright' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
    await page.getByText('nothing: withdrawn').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('packright has its grant again').waitFor();
    await page.getByRole('cell', { name: /^serials:request/ }).waitFor();
  });

  test('registers people and machines, whose secret is shown once', async () => {
    await page.getByText('Register or change a person').click();
    const person = page.getByRole('form', { name: 'Register or change a person' });
    await person.getByLabel('User name').fill('rosa@acme-pharma.example');
    await person.getByLabel(/^Name/).fill('Rosa Doe');
    await person.getByLabel('E-mail').fill('rosa@acme-pharma.example');
    await person.getByLabel('Role').selectOption('auditor');
    await person.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('cell', { name: 'Rosa Doe' }).waitFor();
    await page.getByText('Add a machine client').click();
    const client = page.getByRole('form', { name: 'New machine client' });
    await client.getByLabel('Id', { exact: true }).fill('line-3');
    await client.getByLabel('What it is').fill('Line 3');
    await client.getByLabel('Role').selectOption('site');
    await client.getByRole('button', { name: 'Make it' }).click();
    await page.getByText('write its secret down now').waitFor();
  });

  test('keeps an audit trail that can be searched', async () => {
    const trail = page.getByRole('form', { name: 'Search the audit trail' });
    await trail.getByLabel('By', { exact: true }).fill('quinn@acme-pharma.example');
    await trail.getByLabel('What was done').fill('product-approved');
    await trail.getByLabel('To what, as it begins').fill('product 0952132140');
    await trail.getByRole('button', { name: 'Search' }).click();
    await expect.poll(() => page.getByRole('cell', { name: 'product approved' }).count()).toBe(3);
    await trail.getByLabel('By', { exact: true }).fill('nobody');
    await trail.getByRole('button', { name: 'Search' }).click();
    await page.getByText('Nothing was changed that fits').waitFor();
    expect(faults).toEqual([]);
  });

  tellByHand(() => page);

  test('offers nobody what their role does not permit', async () => {
    const quinn = 'quinn@acme-pharma.example';
    page = await enter(quinn, 'exceptions');
    await page.getByRole('heading', { name: 'Exceptions' }).waitFor();
    expect(await page.getByRole('navigation').getByRole('link').allTextContents()).not.toContain('Captures');
  });
});

const goTo = (title: string) => page.getByRole('link', { name: title }).first().click();

/** A page of somebody else, who signs in. */
async function enter(username: string, place: string, prepare?: (other: Page) => Promise<unknown>): Promise<Page> {
  const other = await (await browser.newContext()).newPage();
  await prepare?.(other);
  await other.goto(`${product.url}/#/${place}`);
  await signIn(username, passwordOf(username), other);
  return other;
}
