import type { Page } from 'playwright-core';

/** Chooses a word in a list that opens. */
export async function choose(page: Page, label: string, word: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`(^| )${label}( |$)`) }).click();
  await page.getByRole('option', { name: word, exact: true }).click();
}
