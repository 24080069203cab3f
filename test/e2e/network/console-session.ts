import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import * as v from 'valibot';
import type { Product } from '../../kit/product.ts';

const usersShape = v.object({ users: v.array(v.object({ username: v.string(), password: v.string() })) });

/** A person at the console of a product that runs over `folder`: the page, and what else that person's session calls. */
export async function startSession(browser: Browser, product: Product, folder: string, username: string) {
  const { users } = v.parse(usersShape, JSON.parse(readFileSync(join(folder, 'credentials.json'), 'utf8')));
  const password = users.find((one) => one.username === username)?.password ?? '';
  const context = await browser.newContext({
    viewport: { width: 1240, height: 900 },
    colorScheme: 'light',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const faults: string[] = [];
  let authorization = '';
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    authorization = request.headers()['authorization'] ?? authorization;
  });
  const signIn = async () => {
    await page.getByLabel(/user ?name/i).fill(username);
    await page.getByLabel(/password/i).fill(password);
    await page.getByRole('button', { name: /sign in/i }).click();
    await page.getByRole('button', { name: username }).waitFor();
  };
  await page.goto(`${product.url}/`);
  await signIn();
  return {
    page,
    faults,
    /** At the sign-in page, where that asks again. */
    signIn,
    goTo: (place: string) => page.goto(`${product.url}/#/${place}`),
    shot: (name: string, of?: Locator) => shot(page, name, of),
    /** As the same person, who has proved just now who he is. */
    call: (method: string, path: string, body: object) =>
      product.fetch(path, {
        method,
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
  };
}
export type ConsoleSession = Awaited<ReturnType<typeof startSession>>;

/** A picture of the whole page, or a part of it, where `SCREENSHOTS` names a folder for them. */
async function shot(page: Page, name: string, of?: Locator): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder === undefined) return;
  const path = join(folder, `${name}.png`);
  await (of === undefined ? page.screenshot({ path, fullPage: true }) : of.screenshot({ path }));
}
