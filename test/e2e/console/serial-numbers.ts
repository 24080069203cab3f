import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { seriousFindings } from '../../kit/axe.ts';

interface On {
  readonly page: () => Page;
}

const product = '09521321543218';
/** What lies behind an open window is out of reach, however it is covered. */
const DIALOG = '[role=dialog]';

/** What a person sees who keeps the stock of serial numbers. */
export function serialNumbers(on: On): void {
  pools(on);
  lists(on);
  requests(on);
  lookUp(on);
}

function pools({ page: on }: On): void {
  test('shows what pools have left and for how long, and makes a pool that it can freeze and thaw', async () => {
    const page = on();
    await page.getByRole('link', { name: 'Serial numbers' }).first().click();
    const packs = page.getByRole('row').filter({ hasText: product }).first();
    await packs.getByText(/days|more than 10 years/).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('link', { name: 'New pool' }).click();
    await page.getByLabel('Id', { exact: true }).fill('listed');
    await page.getByRole('button', { name: /^What it issues/ }).click();
    await page.getByRole('option', { name: 'imported codes' }).click();
    await page.getByRole('button', { name: 'Make the pool' }).click();
    await page.getByText('must be 14 digits').or(page.getByText('is missing')).first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByLabel('GTIN', { exact: true }).fill(product);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Make the pool' }).click();
    await page.getByRole('heading', { name: 'Pool listed' }).waitFor();
    await page.getByText('nothing drawn yet').waitFor();
    await page.getByRole('button', { name: 'Freeze' }).click();
    await page.getByRole('dialog').getByLabel('Why').fill('suspected leak');
    expect(await seriousFindings(page, DIALOG)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Freeze' }).click();
    await page.getByText('Pool listed is frozen').waitFor();
    await page.getByRole('button', { name: 'Thaw' }).click();
    await page.getByRole('dialog').getByLabel('Why').fill('ruled out');
    await page.getByRole('dialog').getByRole('button', { name: 'Thaw' }).click();
    await page.getByText('Pool listed issues again').waitFor();
  });

  test('keeps a threshold, and says at its field what a refill lacks', async () => {
    const page = on();
    await page.getByRole('button', { name: 'Threshold and refill' }).click();
    await page.reload();
    await page.getByLabel(/^Threshold/).fill('2');
    await page.getByRole('button', { name: /^Refilled by/ }).click();
    await page.getByRole('option', { name: 'another company that runs Seriate' }).click();
    await page.getByRole('button', { name: 'Keep the settings' }).click();
    await page.getByText('is missing').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: /^Refilled by/ }).click();
    await page.getByRole('option', { name: /^nobody/ }).click();
    await page.getByRole('button', { name: 'Keep the settings' }).click();
    await page.getByText('The settings of pool listed are kept').waitFor();
  });
}

function lists({ page: on }: On): void {
  test('brings lists of codes in, and says what is wrong in which line of one', async () => {
    const page = on();
    await bring(page, 'wrong', ['Kz00000000001', 'Kz00000000001']);
    await page.getByRole('dialog').getByText('What to do').waitFor();
    expect(await seriousFindings(page, DIALOG)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').getByRole('button', { name: 'Leave it' }).click();
    await page.getByRole('button', { name: 'What is wrong with list wrong' }).click();
    await page.getByRole('dialog').getByRole('rowheader', { name: '3', exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await bring(page, 'right', ['Kz00000000001', 'Kz00000000002', 'Kz00000000003']);
    await page.getByText('3 codes of list right are in pool listed').waitFor();
  });
}

async function bring(page: Page, id: string, codes: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: 'Bring a list in' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Id of the list').fill(id);
  const buffer = Buffer.from(['code', ...codes].join('\n'));
  await dialog.locator('input[type=file]').setInputFiles({ name: `${id}.csv`, mimeType: 'text/csv', buffer });
  await dialog.getByRole('button', { name: 'Bring it in' }).click();
}

function requests({ page: on }: On): void {
  test('draws numbers by hand, has them written as a file, and gives unused ones back', async () => {
    const page = on();
    await page.getByRole('link', { name: 'Draw numbers' }).click();
    await page.getByLabel('How many').fill('2');
    await page.getByLabel('Site', { exact: true }).fill('rotterdam');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Draw them' }).click();
    await page.getByRole('heading', { name: '2 numbers of listed' }).waitFor();
    await page.getByRole('button', { name: 'Write a file' }).click();
    await page.reload();
    const fetched = await page.getByRole('link', { name: /^Fetch the file/ }).getAttribute('href');
    expect((await fetch(fetched ?? '')).status).toBe(200);
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'They arrived' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/^From now on rotterdam has the 2 numbers of request /).waitFor();
    expect(await seriousFindings(page, DIALOG)).toEqual([]);
    await dialog.getByRole('button', { name: 'They arrived' }).click();
    await page.getByRole('status').filter({ hasText: 'in the hands of who asked' }).waitFor();
    await page.getByRole('button', { name: 'Give unused ones back' }).click();
    await dialog.getByRole('textbox', { name: 'From' }).fill('1');
    await dialog.getByLabel('Why').fill('lot cancelled');
    expect(await seriousFindings(page, DIALOG)).toEqual([]);
    await dialog.getByRole('button', { name: 'Give them back' }).click();
    await page.getByRole('row', { name: /1 to 1 .*lot cancelled/ }).waitFor();
    await page.getByRole('link', { name: 'listed' }).first().click();
    await page.getByText('runs low').waitFor();
    await page.getByText('0 days').waitFor();
  });
}

function lookUp({ page: on }: On): void {
  test('tells of a code when it was issued, and to whom', async () => {
    const page = on();
    await page.getByRole('link', { name: 'Serial numbers' }).first().click();
    await page.getByRole('tab', { name: 'Requests' }).click();
    await page.getByRole('link', { name: /^by-hand-/ }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('tab', { name: 'Refills' }).click();
    await page.getByText('No pool was refilled yet').waitFor();
    await page.getByRole('tab', { name: 'Look a code up' }).click();
    await page.getByLabel('Code', { exact: true }).fill(`(01)${product}(21)Kz00000000001`);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Issued here' }).waitFor();
    await page.getByText('rotterdam').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByLabel('Code', { exact: true }).fill('hello');
    await page.keyboard.press('Enter');
    await page.getByText('What to do').waitFor();
  });
}
