import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBrowser } from '../kit/browser.ts';
import { type Product, startProduct } from '../kit/product.ts';
import { temporaryFolder } from '../kit/temporary-folder.ts';
import { administration } from './console/administration.ts';
import { alerts, doubts } from './console/alerts.ts';
import { captures } from './console/captures.ts';
import { exceptions } from './console/exceptions.ts';
import { failedPage } from './console/failed-page.ts';
import { integration } from './console/integration.ts';
import { changedOrder, lots } from './console/lots.ts';
import { masterData } from './console/master-data.ts';
import { orderToRelease } from './console/order-to-release.ts';
import { overview } from './console/overview.ts';
import { reportAnew } from './console/report-anew.ts';
import { serialNumbers } from './console/serial-numbers.ts';
import { session } from './console/session.ts';
import { tellByHand } from './console/tell-by-hand.ts';
import { trace } from './console/trace.ts';
import { turnedPages } from './console/turned-pages.ts';

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
  // Where nothing is built yet, on a machine that others use, the start alone may take two minutes.
}, 300_000);
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

  test('lets those in who are known, and says who they are', async () => {
    await signIn(ada, passwordOf(ada));
    await page.getByRole('button', { name: ada }).waitFor();
  });

  const on = { page: () => page, product: () => product };
  failedPage(on);
  overview(on);
  doubts(on);
  lots(on);
  trace(on);
  captures(on);
  exceptions(on);

  integration(on);

  masterData({ ...on, enter });
  serialNumbers({ page: () => page });

  orderToRelease({
    ...on,
    enter,
    passwordOf,
    data: folder.path,
    open: async () => (await browser.newContext()).newPage(),
  });
  reportAnew(on);

  alerts(on);
  changedOrder(on);

  administration({ ...on, enter });
  session({ ...on, data: folder.path, signIn: (username, other) => signIn(username, passwordOf(username), other) });
  turnedPages(on);

  test('has shown no page that failed', () => expect(faults).toEqual([]));

  tellByHand(() => page);

  test('offers nobody what their role does not permit', async () => {
    const quinn = 'quinn@acme-pharma.example';
    page = await enter(quinn, 'exceptions');
    await page.getByRole('heading', { name: 'Exceptions' }).waitFor();
    expect(await page.getByRole('navigation').getByRole('link').allTextContents()).not.toContain('Captures');
  });
});

/** A page of somebody else, who signs in. */
async function enter(username: string, place: string, prepare?: (other: Page) => Promise<unknown>): Promise<Page> {
  const other = await (await browser.newContext()).newPage();
  await prepare?.(other);
  await other.goto(`${product.url}/#/${place}`);
  await signIn(username, passwordOf(username), other);
  return other;
}
