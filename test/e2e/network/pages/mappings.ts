import { describe, expect, test } from 'vitest';
import { seriousFindings } from '../../../kit/axe.ts';
import { choose } from './choose.ts';
import type { On } from './on.ts';

const [GTIN, LOT] = ['09521321543218', 'DEMO0001'];

/** What people see who write how documents of partners are made. */
export function mappings(on: On): void {
  describe('a mapping', () => {
    writing(on);
    trying(on);
  });
}

function writing({ ada: one }: On): void {
  test('is begun from a ready one, and what is wrong with it is told at its line', async () => {
    const { goTo, page, shot } = one();
    await goTo('mappings');
    await page.getByText('No mapping yet').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('link', { name: 'New mapping' }).click();
    const form = page.getByRole('form', { name: 'New mapping' });
    const area = form.getByLabel('Mapping', { exact: true });
    await choose(form, /^Begin with/, /^pack-list-csv-out/);
    await form.getByLabel('Name', { exact: true }).fill('northline-out');
    await expect.poll(() => area.inputValue()).toContain('"gtin"');
    const sound = await area.inputValue();
    await area.fill(sound.replace('"of": "gtin"', '"of": "gtim"'));
    await form.getByRole('button', { name: /^Line \d+$/ }).click();
    const selected = await area.evaluate((one) => {
      const { value, selectionStart, selectionEnd } = Object(one);
      return String(value).slice(selectionStart, selectionEnd);
    });
    expect(selected).toBe('"gtim"');
    expect(await seriousFindings(page)).toEqual([]);
    await shot('mapping-problem');
    await area.fill(sound);
    await form.getByRole('list', { name: 'Problems: Mapping' }).waitFor({ state: 'detached' });
  });
}

function trying({ ada: one, quinn: other }: On): void {
  test('is tried on a lot before it is kept, then tested, submitted and approved by another', async () => {
    const { page, shot } = one();
    const preview = page.getByRole('region', { name: 'Preview' });
    await preview.getByLabel('GTIN').fill(GTIN);
    await preview.getByLabel('Lot', { exact: true }).fill(LOT);
    const made = page.getByLabel('Document 1', { exact: true });
    await expect.poll(() => made.inputValue(), { timeout: 20_000 }).toContain(GTIN);
    expect(await seriousFindings(page)).toEqual([]);
    await shot('mapping-preview');
    await page.getByRole('button', { name: 'Save as draft' }).click();
    await page.getByRole('button', { name: 'Run the samples of version 1' }).click();
    await page.getByText('It has no samples').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Submit for approval' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Submit for approval' }).click();
    await page.getByText('Version 1 of mapping northline-out was submitted').waitFor();
    const quinn = other();
    await quinn.goTo('mappings/northline-out');
    await quinn.page.getByRole('button', { name: 'Approve', exact: true }).click();
    await quinn.page
      .getByRole('dialog')
      .getByRole('button', { name: /^Approve/ })
      .click();
    await quinn.page
      .getByText(/Version 1 of mapping northline-out (was approved|is in force)/)
      .first()
      .waitFor();
  });
}
