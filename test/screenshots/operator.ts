import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import * as v from 'valibot';
import { catalogues, type Language, languageNames } from '../../console/hmi/texts/catalogues.ts';
import { startBrowser } from '../kit/browser.ts';
import { startProduct } from '../kit/product.ts';

// Pictures of the operator's page for the docs: `npx node test/screenshots/operator.ts`. A lead looks at a running line in each language, and at one
// whose printer has no paper.

const folder = 'docs/screens';
const MOST_BYTES = 200_000;
const credentials = v.object({ users: v.array(v.object({ username: v.string(), password: v.string() })) });

const data = mkdtempSync(join(tmpdir(), 'seriate-screens-'));
mkdirSync(folder, { recursive: true });
const product = await startProduct(data, ['--units', '2000', '--speed', '150']);
const { users } = v.parse(credentials, JSON.parse(readFileSync(join(data, 'credentials.json'), 'utf8')));
const password = users.find(({ username }) => username === 'lena')?.password ?? '';

async function shoot(page: Page, name: string): Promise<void> {
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  const { size } = statSync(path);
  if (size > MOST_BYTES) throw new Error(`${path} has ${size} bytes, and ${MOST_BYTES} are the most`);
  console.log(`${path} ${Math.ceil(size / 1000)} kB`);
}

/** A browser of its own for each: the one that travels in a package ends with its first page. */
async function lookAt(language: Language, colorScheme: 'light' | 'dark', look: (page: Page) => Promise<void>) {
  const browser = await startBrowser();
  try {
    await look(await signedIn(browser, language, colorScheme));
  } finally {
    await browser.close();
  }
}

async function signedIn(browser: Browser, language: Language, colorScheme: 'light' | 'dark'): Promise<Page> {
  const locale = { en: 'en-GB', de: 'de-DE', zh: 'zh-CN' }[language];
  const viewport = { width: 1280, height: 800 };
  const page = await browser.newPage({ viewport, colorScheme, locale, timezoneId: 'Europe/Berlin' });
  const { person, line } = catalogues[language];
  await page.goto(`${product.hmiUrl}/`);
  await page.getByLabel(catalogues[language].language, { exact: true }).selectOption(languageNames[language]);
  await page.getByRole('button', { name: person.signIn }).click();
  await page.getByLabel(person.username).fill('lena');
  await page.getByLabel(person.password).fill(password);
  await page.getByRole('dialog').getByRole('button', { name: person.signIn }).click();
  await page.getByAltText(line.picture('')).nth(3).waitFor();
  return page;
}

try {
  const said = await product.line(/its devices http:/);
  const devices = /its devices (http:\/\/[^\s/]+)/.exec(said)?.[1] ?? '';
  await product.line(/^[1-9]\d*\/2000 printed/);
  await lookAt('en', 'light', (page) => shoot(page, 'line-running'));
  await lookAt('de', 'dark', (page) => shoot(page, 'line-german'));
  await lookAt('zh', 'light', (page) => shoot(page, 'line-chinese'));
  await lookAt('en', 'light', async (page) => {
    const body = JSON.stringify({ paperOut: true });
    await fetch(`${devices}/faults?line=0`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    await page.getByRole('button', { name: catalogues.en.line.acknowledgeAndResume }).waitFor();
    await shoot(page, 'line-alarm');
  });
} finally {
  await product.kill('SIGTERM');
  rmSync(data, { recursive: true, force: true });
}
