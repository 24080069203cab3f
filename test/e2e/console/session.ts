import type { Browser, Page, Request } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { shortToken } from '../../kit/aged-token.ts';
import { seriousFindings } from '../../kit/axe.ts';
import { startBrowser } from '../../kit/browser.ts';
import type { Product } from '../../kit/product.ts';

interface On {
  readonly product: () => Product;
  /** The product's folder. */
  readonly data: string;
  readonly signIn: (username: string, on: Page) => Promise<void>;
}

const ada = 'ada@acme-pharma.example';
const quinn = 'quinn@acme-pharma.example';
/** Seconds that a token lives here. */
const LIFE = 10;
const TOKENS = '**/oauth2/token';
const patient = { timeout: 60_000 };

/** What a person sees whose token ends while he writes. */
export function session(on: On): void {
  describe('a session', () => {
    // A second context of a browser that is one process does not outlive a window that it opens.
    let browser: Browser;
    beforeEach(async () => {
      browser = await startBrowser();
    });
    afterEach(() => browser?.close());
    test('goes on without a word while somebody works', async () => renews(await writing(on, browser)), 90_000);
    test(
      'that nobody used keeps what was written, asks for nothing, and goes on once somebody signs in',
      async () => ends(on, await writing(on, browser)),
      120_000,
    );
    test('that somebody leaves in one tab is shown in none of the others', async () => leaves(on, browser), 90_000);
  });
}

/** Somebody who fills a form in, and whose tokens live for seconds, at the server as well. */
async function writing({ product, data, signIn }: On, browser: Browser): Promise<Page> {
  const page = await pageOf(browser);
  await page.route(TOKENS, async (route) => {
    const response = await route.fetch();
    const { access_token: token, ...more } = await response.json();
    const short = await shortToken(data, token, LIFE);
    await route.fulfill({ response, json: { ...more, access_token: short, expires_in: LIFE } });
  });
  await page.goto(`${product().url}/#/products?do=new`);
  await signIn(ada, page);
  await nameOn(page).fill('Acme mite');
  return page;
}

/** A page whose browser may have other tabs. */
const pageOf = async (browser: Browser): Promise<Page> =>
  (await browser.newContext({ viewport: { width: 1240, height: 860 } })).newPage();

const nameOn = (page: Page) => page.getByLabel('Name', { exact: true });

const isRenewal = (request: Request) =>
  request.url().endsWith('/oauth2/token') && (request.postData() ?? '').includes('grant_type=refresh_token');
const isAsked = (request: Request) => new URL(request.url()).pathname.startsWith('/api/');

async function renews(page: Page): Promise<void> {
  const name = nameOn(page);
  const before = await page.evaluate('document.activeElement.id');
  await page.unroute(TOKENS);
  const answer = await (await page.waitForRequest(isRenewal, patient)).response();
  expect(answer?.status()).toBe(200);
  const renewed = Object(await answer?.json())['access_token'];
  expect(await name.inputValue()).toBe('Acme mite');
  expect(await page.evaluate('document.activeElement.id')).toBe(before);
  const [asked] = await Promise.all([
    page.waitForRequest((one) => one.url().includes('/api/products?')),
    page.getByRole('link', { name: 'Products' }).first().click(),
  ]);
  expect(asked.headers()['authorization']).toBe(`Bearer ${renewed}`);
  expect((await asked.response())?.status()).toBe(200);
}

const ended = (page: Page) => page.getByRole('dialog', { name: 'Your session has ended' });

async function ends(on: On, page: Page): Promise<void> {
  const dialog = ended(page);
  await dialog.waitFor(patient);
  expect(await seriousFindings(page, '[role=dialog]')).toEqual([]);
  const asked: string[] = [];
  page.on('request', (one) => isAsked(one) && asked.push(one.url()));
  await dialog.getByRole('button', { name: 'Later' }).first().click();
  const notice = page.getByRole('status').filter({ hasText: 'Your session has ended' });
  await notice.waitFor();
  // What is asked meanwhile waits, and is asked once somebody is signed in.
  await page.evaluate("window.dispatchEvent(new Event('focus'))");
  expect(await seriousFindings(page)).toEqual([]);
  expect(asked).toEqual([]);
  await page.unroute(TOKENS);
  // The sign-in page knows somebody else by now, who is not let in here; whose page it is goes on all the same.
  await page.context().clearCookies();
  await inAnotherTab(on, page, quinn);
  await page.getByRole('button', { name: 'Sign in again' }).click();
  await signsInByWindow(on, page, quinn);
  await dialog.getByText(`This page is that of ${ada}, and you signed in as ${quinn}`).waitFor();
  await signsInByWindow(on, page, ada);
  await dialog.waitFor({ state: 'hidden' });
  await expect.poll(() => asked.length).toBeGreaterThan(0);
  expect(await notice.count()).toBe(0);
  expect(await nameOn(page).inputValue()).toBe('Acme mite');
}

async function signsInByWindow({ signIn }: On, page: Page, username: string): Promise<void> {
  const [opened] = await Promise.all([
    page.waitForEvent('popup'),
    ended(page).getByRole('button', { name: 'Sign in again' }).click(),
  ]);
  const closed = opened.waitForEvent('close');
  await signIn(username, opened);
  await closed;
}

/** The console in another tab of the same browser, of somebody whom the sign-in page knows or lets in. */
async function inAnotherTab({ product, signIn }: On, page: Page, username: string): Promise<Page> {
  const other = await page.context().newPage();
  await other.goto(`${product().url}/`);
  const person = other.getByRole('button', { name: username });
  const field = other.getByLabel(/password/i);
  await person.or(field).waitFor();
  if ((await field.count()) > 0) await signIn(username, other);
  await person.waitFor();
  return other;
}

async function leaves(on: On, browser: Browser): Promise<void> {
  const page = await pageOf(browser);
  await page.goto(`${on.product().url}/#/products?do=new`);
  await on.signIn(ada, page);
  await nameOn(page).fill('Acme mite');
  const other = await inAnotherTab(on, page, ada);
  const revoked = page.waitForRequest('**/oauth2/revoke');
  await other.getByRole('button', { name: ada }).click();
  await other.getByRole('menuitem', { name: 'Sign out' }).click();
  await nameOn(page).waitFor({ state: 'detached' });
  expect(await page.getByText(ada).count()).toBe(0);
  await revoked;
  for (const tab of [other, page]) await tab.getByLabel(/password/i).waitFor();
}
