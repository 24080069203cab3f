import type { Locator, Page } from 'playwright-core';

/** Chooses from a field of the console: its button says its label, and behind it what is chosen. */
export async function choose(within: Page | Locator, label: RegExp, option: string | RegExp): Promise<void> {
  await within.getByRole('button', { name: label }).click();
  await within.getByRole('option', { name: option, exact: true }).click();
}
