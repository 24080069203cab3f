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

  test('finds a pack by its code and shows its journey', async () => {
    const [packing] = (await queryEvents(product, { EQ_bizStep: 'packing' })).filter(({ childEPCs }) =>
      childEPCs.some((epc) => epc.includes('/01/')),
    );
    await page.getByLabel(/code of a pack/i).fill(packing?.childEPCs[0] ?? '');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByText('commissioning').first().waitFor();
    await page
      .getByText(packing?.parentID ?? '')
      .first()
      .waitFor();
    if (process.env['SCREENSHOT'] !== undefined)
      await page.screenshot({ path: process.env['SCREENSHOT'], fullPage: true });
  });

  test('says what is wrong with a code that is none', async () => {
    await page.getByLabel(/code of a pack/i).fill('hello');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.locator('.problem').waitFor();
    expect(faults).toEqual([]);
  });
});
