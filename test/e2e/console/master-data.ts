import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { seriousFindings } from '../../kit/axe.ts';
import type { Product } from '../../kit/product.ts';

interface On {
  readonly page: () => Page;
  readonly product: () => Product;
  /** A page of somebody else, who signs in. */
  readonly enter: (username: string, place: string, prepare?: (other: Page) => Promise<unknown>) => Promise<Page>;
}

/** GTINs of products that are imported. */
const made = ['09521321400016', '09521321400023', '09521321400030'] as const;
const inUse = '09521321543218';
/** What lies behind an open window is out of reach, however it is covered. */
const DIALOG = '[role=dialog]';

/** What a person sees who keeps products and locations. */
export function masterData(on: On): void {
  spreadsheets(on);
  approvals(on);
  versions(on);
  newOnes(on);
}

function spreadsheets({ page: on }: On): void {
  test('takes a spreadsheet: row errors first, then drafts that wait for somebody else', async () => {
    const page = on();
    await page.getByRole('link', { name: 'Products' }).first().click();
    await page.getByRole('link', { name: inUse }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Export' }).click();
    const [kept] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'CSV' }).click(),
    ]);
    expect(await readFile(await kept.path(), 'utf8')).toContain(inUse);
    await page.getByRole('link', { name: 'Import' }).click();
    await page.locator('input[type=file]').setInputFiles(sheet('many', '28', '30'));
    const show = page.getByRole('button', { name: 'Show what would change' });
    await show.click();
    await page.getByRole('rowheader', { name: 'packSize' }).waitFor();
    await page.getByText('write digits').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: /^Take the file away/ }).click();
    await page.locator('input[type=file]').setInputFiles(sheet('28', '28', '30'));
    await page.getByLabel('Submit the drafts at once').check();
    await show.click();
    await page.getByRole('button', { name: 'Store these 3 drafts' }).click();
    await page.getByText('3 are new').first().waitFor();
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await page.getByRole('link', { name: made[2] }).click();
    await page.getByText('It waits for somebody else to approve it').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });
}

function approvals({ page: on, enter }: On): void {
  test('lets another person approve what was imported, all at once', async () => {
    const late = Promise.withResolvers<void>();
    const other = await enter('quinn@acme-pharma.example', 'products', (one) =>
      one.route('**/api/products?perPage=50', async (route) => {
        const response = await route.fetch();
        await late.promise;
        await route.fulfill({ response }).catch(() => undefined);
      }),
    );
    await other.getByRole('button', { name: /^Standing/ }).click();
    await other.getByRole('option', { name: 'waiting for approval' }).click();
    await other.getByRole('checkbox', { name: 'Choose all shown' }).check();
    const approve = other.getByRole('button', { name: 'Approve the 3 chosen' });
    await approve.waitFor();
    // The answer to what was asked before comes late, and takes nothing with it.
    late.resolve();
    await approve.click();
    const dialog = other.getByRole('dialog', { name: 'Approve these 3 products?' });
    for (const gtin of made) await dialog.getByRole('rowheader', { name: gtin }).waitFor();
    expect(await dialog.getByText('version 1, the first').count()).toBe(3);
    expect(await seriousFindings(other, DIALOG)).toEqual([]);
    await dialog.getByRole('button', { name: 'Approve', exact: true }).click();
    await other.getByText('3 approved.').waitFor();
    await other.getByText('Nothing that fits').waitFor();
    expect(await seriousFindings(other)).toEqual([]);
  });

  test('shows what each version changes before several are approved', async () => {
    await changesTheName(on(), made[2], 'Acme retard');
    const other = await enter('quinn@acme-pharma.example', 'products?standing=submitted');
    await other.getByRole('checkbox', { name: 'Choose all shown' }).check();
    await other.getByRole('button', { name: 'Approve the one chosen' }).click();
    const dialog = other.getByRole('dialog', { name: 'Approve this product?' });
    await dialog.getByRole('button', { name: `Show the changes of ${made[2]}` }).click();
    await dialog.getByRole('row', { name: 'Name Acme 2 Acme retard' }).waitFor();
    expect(await seriousFindings(other, DIALOG)).toEqual([]);
    await dialog.getByRole('button', { name: 'Approve', exact: true }).click();
    await other.getByText('1 approved.').waitFor();
  });
}

async function changesTheName(page: Page, gtin: string, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Products' }).first().click();
  await page.getByRole('link', { name: gtin }).click();
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Save as draft' }).click();
  await page.getByText('is kept as draft').waitFor();
  await page.getByRole('button', { name: 'Submit for approval' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Submit for approval' }).click();
  await page.getByText('was submitted; somebody else approves it now').waitFor();
}

function versions({ page: on }: On): void {
  test('changes a product by a new version, shows what differs, and drops it again', async () => {
    const page = on();
    await page.getByRole('link', { name: 'Products' }).first().click();
    await page.getByRole('searchbox', { name: 'Search' }).fill('acme 0');
    await page.getByRole('link', { name: made[1] }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: made[0] }).click();
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByLabel('Name', { exact: true }).fill('Acme forte');
    await page.getByLabel('Pack size').fill('many');
    await page.keyboard.press('Enter');
    await page.getByText('is no number').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByLabel('Pack size').fill('28');
    await page.getByRole('button', { name: 'Save as draft' }).click();
    // Whoever does not see it hears it.
    await page.getByRole('status').filter({ hasText: 'is kept as draft' }).waitFor();
    await page.getByRole('button', { name: 'Compare version 2 with 1' }).click();
    const compared = page.getByRole('dialog', { name: 'Version 2 against 1' });
    await compared.getByRole('row', { name: 'Name Acme 0 Acme forte' }).waitFor();
    expect(await seriousFindings(page, DIALOG)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Drop version 2' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Drop version 2' }).click();
    await page.getByText('was dropped').waitFor();
  });

  test('says why a product that is in use is not withdrawn', async () => {
    const page = on();
    await page.getByRole('link', { name: 'Products' }).first().click();
    await page.getByRole('link', { name: inUse }).click();
    await page.getByRole('heading', { name: `Product ${inUse}` }).waitFor();
    await page.getByRole('button', { name: 'Withdraw', exact: true }).click();
    await page.getByRole('dialog').getByLabel('Why').fill('no longer made');
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
    await page.getByRole('dialog').getByText('What to do').waitFor();
    expect(await seriousFindings(page, DIALOG)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').getByRole('button', { name: 'Leave it' }).click();
  });
}

function newOnes({ page: on, product, enter }: On): void {
  test('makes a location, which waits to be submitted', async () => {
    const page = on();
    await page.getByRole('link', { name: 'Locations' }).first().click();
    await page.getByRole('link', { name: 'New location' }).click();
    const fields = {
      GLN: '9521321000025',
      'GS1 company prefix': '9521321',
      Name: 'Acme Delft',
      City: 'Delft',
      Country: 'NL',
    };
    for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
    await page.getByRole('button', { name: 'Save as draft' }).click();
    await page.getByText('kind is empty').first().waitFor();
    await page.getByRole('button', { name: /^Kind/ }).click();
    await page.getByRole('option', { name: 'manufacturing' }).click();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save as draft' }).click();
    await page.getByRole('heading', { name: 'Location 9521321000025' }).waitFor();
    await page.getByRole('button', { name: 'Submit for approval' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await seriousFindings(page, DIALOG)).toEqual([]);
    await dialog.getByRole('button', { name: 'Submit for approval' }).click();
    await page.getByText('was submitted; somebody else approves it now').waitFor();
  });

  test('is sent back by another person with a reason, submitted again, and approved', async () => {
    const page = on();
    const quinn = await enter('quinn@acme-pharma.example', 'locations/9521321000025');
    await quinn.getByRole('button', { name: 'Send back' }).click();
    await quinn.getByRole('dialog').getByLabel('Why').fill('the street is missing');
    await quinn.getByRole('dialog').getByRole('button', { name: 'Send back' }).click();
    await quinn.getByText('was sent back to its authors').waitFor();
    await page.reload();
    await page.getByText('the street is missing').first().waitFor();
    await writesOn(page, product());
    expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    await quinn.reload();
    await quinn.getByRole('button', { name: 'Approve' }).click();
    await quinn.getByRole('dialog').waitFor();
    expect(await seriousFindings(quinn, DIALOG)).toEqual([]);
    await quinn.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await quinn.getByText('was approved').waitFor();
    await quinn.getByText('in force', { exact: true }).first().waitFor();
  });
}

/** What somebody writes stays in its form, and is saved over nothing, though a machine of the tenant's submits the draft meanwhile. */
async function writesOn(page: Page, product: Product): Promise<void> {
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  const name = page.getByLabel('Name', { exact: true });
  await name.fill('Acme Delft, too late');
  const path = '/api/locations/9521321000025/submit';
  expect((await product.fetch(path, { method: 'POST', body: '{}' })).status).toBe(200);
  await page.getByText(/^Version 1 was submitted by .* meanwhile/).waitFor();
  expect(await name.inputValue()).toBe('Acme Delft, too late');
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save as draft' }).click();
  await page.getByText('waits for its approval').first().waitFor();
  expect(await name.inputValue()).toBe('Acme Delft, too late');
  await page.getByRole('button', { name: 'Cancel' }).click();
}

/** A spreadsheet of products, with these pack sizes. */
function sheet(...sizes: readonly string[]) {
  const header = 'gtin,companyPrefix,name,commonName,form,strength,packType,packSize,markets';
  const rows = sizes.map((size, i) => `${made[i]},9521321,Acme ${i},Omeprazole,Capsule,20 mg,Carton,${size},DE|NL`);
  return { name: 'products.csv', mimeType: 'text/csv', buffer: Buffer.from([header, ...rows].join('\r\n')) };
}
