import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import * as v from 'valibot';

const ADA = 'ada@acme-pharma.example';
const credentials = v.object({ users: v.array(v.object({ username: v.string(), password: v.string() })) });

/** The console, with the administrator of the demonstration's maker signed in. @param data the product's folder, with the credentials */
export async function signedIn(page: Page, url: string, data: string): Promise<Page> {
  const { users } = v.parse(credentials, JSON.parse(readFileSync(join(data, 'credentials.json'), 'utf8')));
  await page.goto(`${url}/`);
  await page.getByLabel(/user ?name/i).fill(ADA);
  await page.getByLabel(/password/i).fill(users.find(({ username }) => username === ADA)?.password ?? '');
  await page.getByRole('button', { name: /sign in/i }).click();
  await page.getByRole('button', { name: ADA }).waitFor();
  return page;
}
