import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { seriousFindings } from '../../kit/axe.ts';

/** What a person sees who has a regulator told by hand. */
export function tellByHand(on: () => Page): void {
  test('has a regulator told by hand, and shows what is wrong where it is', async () => {
    const page = on();
    const choose = async (label: RegExp, option: RegExp) => {
      await page.getByRole('button', { name: label }).click();
      await page.getByRole('option', { name: option }).click();
    };
    await page.getByRole('link', { name: 'Tell by hand' }).first().click();
    await choose(/^What is told/, /\(250\)/);
    await page.getByText('No 313, 335, 342, 541 has been acknowledged').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await choose(/^Regulator/, /^China/);
    await choose(/^What is told/, /\(bill-211\)/);
    const form = page.getByRole('form', { name: 'Tell the regulator' });
    const things = form.getByLabel('Packs and packages');
    await things.fill('hello');
    await form.getByLabel('Whom they went back to, GLN').fill('9521999000013');
    await page.keyboard.press('Escape');
    await form.getByLabel('Reason').fill('the recall of last week');
    await form.getByRole('button', { name: 'Tell the regulator' }).click();
    await form.getByText('is neither a pack nor a package').first().waitFor();
    expect(await things.getAttribute('aria-invalid')).toBe('true');
    expect(await seriousFindings(page)).toEqual([]);
  });
}
