import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { seriousFindings } from '../../kit/axe.ts';
import type { Product } from '../../kit/product.ts';
import { choose } from './choose.ts';
import { goTo } from './go-to.ts';

interface On {
  readonly page: () => Page;
  readonly product: () => Product;
  /** A page of somebody else. */
  enter(username: string, place: string): Promise<Page>;
}

/** What an administrator sees and does. */
export function administration(on: On): void {
  test('takes back the withdrawal of a grant', () => withdrawsGrant(on));
  test('registers a person, changes the role, and shuts the person out', () => registersPerson(on));
  test('tells which role may do what', () => looksUpRoles(on));
  test('keeps an audit trail that can be searched, and kept as a file', () => searchesTrail(on));
  test('shows how orders stand at a site, and to who runs the site its lines', () => looksAtSite(on));
}

async function withdrawsGrant(on: On): Promise<void> {
  const page = on.page();
  await goTo(on, 'grants');
  const row = page.getByRole('row').filter({ hasText: 'packright' });
  await row.getByText('serials:request').waitFor();
  await row.getByRole('button', { name: 'Change the grant of packright' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take away orders:read' }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Give a grant' }).click();
  const giving = page.getByRole('dialog', { name: 'Give a grant' });
  await giving.getByLabel('To the tenant').fill('packright');
  await giving.getByRole('button', { name: /It may/ }).click();
  await page.getByRole('option', { name: 'pools:read' }).click();
  await giving.getByLabel('To the tenant').click();
  await giving.getByRole('button', { name: 'Save' }).click();
  await giving.getByText('grant packright exists already').first().waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await giving.getByRole('button', { name: 'Cancel' }).last().click();
  await row.getByText('serials:request').waitFor();
  await row.getByRole('button', { name: 'Withdraw the grant of packright' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
  await row.getByText('nothing: withdrawn').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('packright has its grant again').waitFor();
  await row.getByText('serials:request').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
}

async function registersPerson(on: On): Promise<void> {
  const page = on.page();
  await page.getByRole('link', { name: 'People', exact: true }).first().click();
  await page.getByRole('link', { name: 'quinn@acme-pharma.example' }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('link', { name: 'Register a person' }).click();
  await page.getByLabel('User name').fill('Rosa');
  await page.getByLabel('Name', { exact: true }).fill('Rosa Doe');
  await page.getByLabel('E-mail').fill('rosa@acme-pharma.example');
  await choose(page, 'Role', 'auditor');
  await page.getByRole('button', { name: 'Register', exact: true }).click();
  await page.getByText('lower-case letters').first().waitFor();
  await page.getByRole('alert').first().waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByLabel('User name').fill('rosa@acme-pharma.example');
  await page.getByLabel('E-mail').press('Enter');
  await page.getByRole('heading', { name: 'Rosa Doe' }).waitFor();
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await choose(page, 'Role', 'qa');
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'qa', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Shut out' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Shut out' }).click();
  await page.getByText('rosa@acme-pharma.example is shut out').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('link', { name: 'Changes of this person' }).click();
  await page.getByText('user-registered').or(page.getByText('user registered')).first().waitFor();
  expect(page.url()).toContain('exact=true');
  await registersTwice(on);
}

/** Who exists already is found in the list, and is not registered over: he stays shut out, with his own address. */
async function registersTwice(on: On): Promise<void> {
  const page = on.page();
  await goTo(on, 'people?do=new');
  await page.getByLabel('User name').fill('rosa@acme-pharma.example');
  await page.getByLabel('Name', { exact: true }).fill('Another Rosa');
  await page.getByLabel('E-mail').fill('another@acme-pharma.example');
  await choose(page, 'Role', 'administrator');
  await page.getByRole('button', { name: 'Register', exact: true }).click();
  await page.getByText('exists already').first().waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await goTo(on, 'people');
  await page.getByLabel('Find', { exact: true }).fill('ROSA DOE');
  await choose(page, 'State', 'shut out');
  const rows = page.getByRole('table', { name: 'People' }).getByRole('rowheader');
  await expect.poll(() => rows.allTextContents(), { timeout: 10_000 }).toEqual(['rosa@acme-pharma.example']);
  expect(await seriousFindings(page)).toEqual([]);
}

async function looksUpRoles(on: On): Promise<void> {
  const page = on.page();
  await goTo(on, 'roles?of=lots');
  await page.getByRole('rowheader', { name: 'lots:release' }).waitFor();
  expect(await page.getByText('may', { exact: true }).count()).toBe(2);
  expect(await seriousFindings(page)).toEqual([]);
}

async function searchesTrail(on: On): Promise<void> {
  const page = on.page();
  await page.getByRole('link', { name: 'Audit trail' }).first().click();
  await page.getByLabel('By', { exact: true }).fill('quinn@acme-pharma.example');
  await choose(page, 'What was done', 'product approved');
  await page.getByLabel('To what, as it begins').fill('product 0952132140');
  // Three that were imported, and a change of one of them. Of all that was done the first page shows these, too: first the search, then what it finds.
  await expect.poll(() => page.url(), { timeout: 10_000 }).toContain('subject=product+0952132140');
  expect(page.url()).toContain('by=quinn%40acme-pharma.example&act=product-approved');
  const found = page.getByRole('table', { name: 'Audit trail' }).getByRole('rowheader');
  await expect.poll(() => found.allTextContents(), { timeout: 10_000 }).toEqual(Array(4).fill('product approved'));
  expect(await seriousFindings(page)).toEqual([]);
  const [kept] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export as CSV' }).click(),
  ]);
  const lines = (await readFile(await kept.path(), 'utf8')).trim().split('\r\n');
  expect(lines).toHaveLength(5);
  expect(lines[1]).toContain(',product-approved,');
  await page.getByText('audit.csv is kept, with 4 rows').waitFor();
  await page.getByRole('textbox', { name: 'To the day' }).fill('2026-01-01');
  await page.getByText('Nothing that fits').waitFor();
}

async function looksAtSite(on: On): Promise<void> {
  const page = on.page();
  await goTo(on, 'sites/packright-rotterdam');
  await page.getByRole('link', { name: 'DEMO0001' }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  const olaf = await on.enter('olaf@packright.example', 'sites');
  await choose(olaf, 'State', 'Aborted');
  await olaf.getByText('Nothing that fits').waitFor();
  await olaf.getByRole('tab', { name: 'Sites', exact: true }).click();
  await olaf.getByRole('row').filter({ hasText: 'packright-rotterdam' }).getByText('heard', { exact: true }).waitFor();
  expect(await seriousFindings(olaf)).toEqual([]);
  await olaf.getByRole('link', { name: 'packright-rotterdam' }).first().click();
  await olaf.getByText('Why packs were rejected').first().waitFor();
  await olaf.getByText('Availability').first().waitFor();
  expect(await seriousFindings(olaf)).toEqual([]);
}
