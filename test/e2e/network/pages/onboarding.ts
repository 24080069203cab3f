import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { seriousFindings } from '../../../kit/axe.ts';
import { comeOnBoard } from '../come-on-board.ts';
import type { On } from './on.ts';

/** What people see who have partners come on board by themselves. */
export function onboarding(on: On): void {
  describe('partners on their way', () => {
    invitations(on);
    comingOnBoard(on);
    approval(on);
  });
}

function invitations({ ada: one, product }: On): void {
  test('are invited by a link that is shown once, until the invitation is withdrawn', async () => {
    const { goTo, page, shot } = one();
    await goTo('partners');
    await page.getByRole('link', { name: 'Invite a partner' }).click();
    const link = await invited(page, 'southgate', 'AS2');
    const token = link.split('#')[1];
    await page.getByRole('button', { name: 'Copy: Link of the invitation' }).click();
    await page.getByText('Copied.').first().waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(link);
    await page.getByRole('link', { name: 'Open the partnership with southgate' }).click();
    await page.getByText('Missing before both can approve: the profile').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await shot('partnership');
    await page.getByRole('button', { name: 'Withdraw the invitation' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Why').fill('the wrong company');
    await dialog.getByRole('button', { name: 'Withdraw the invitation' }).click();
    await page.getByText('The partnership with southgate is withdrawn').waitFor();
    const late = await fetch(`${product().url}/partner/accept`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    expect(late.status).toBeGreaterThanOrEqual(400);
    expect(await page.getByLabel('Link of the invitation', { exact: true }).count()).toBe(0);
  });
}

function comingOnBoard({ ada: one, quinn: other, receiver, onBoard }: On): void {
  test('come on board by themselves, step by step, each with its evidence', async () => {
    const { goTo, page } = one();
    await goTo('partners?tab=on-their-way');
    await page.getByRole('row').filter({ hasText: 'southgate' }).getByText('withdrawn').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('link', { name: 'Invite a partner' }).click();
    onBoard.set('dockside', await comeOnBoard(await invited(page, 'dockside'), receiver()));
    const quinn = other();
    await quinn.goTo('partners/dockside');
    await quinn.page.getByRole('button', { name: 'What was sent and judged' }).click();
    await quinn.page.getByText('unknown-sender', { exact: true }).first().waitFor();
    await quinn.page.getByText('Max Doe, Head of IT').waitFor();
    expect(await seriousFindings(quinn.page)).toEqual([]);
  });
}

function approval({ quinn: other }: On): void {
  test('are approved under a signature, suspended and resumed', async () => {
    const quinn = other();
    await quinn.page.getByRole('button', { name: 'Approve the partnership' }).click();
    const signing = quinn.page.getByRole('dialog', { name: 'Approve the partnership' });
    await signing.getByLabel('Reason').fill('the tests were read and are sound');
    await quinn.shot('onboarding');
    expect(await seriousFindings(quinn.page)).toEqual([]);
    await signing.getByRole('button', { name: 'Approve the partnership' }).click();
    await quinn.page.getByText('dockside is approved, and in force').waitFor();
    await quinn.goTo('partners/dockside?tab=partnership');
    for (const [act, told] of [
      ['Suspend', 'is suspended'],
      ['Resume', 'is resumed'],
    ] as const) {
      await quinn.page.getByRole('button', { name: act }).click();
      const dialog = quinn.page.getByRole('dialog');
      await dialog.getByLabel('Why').fill('its licence is looked at');
      await dialog.getByRole('button', { name: act }).click();
      await quinn.page.getByText(`dockside ${told}`).waitFor();
    }
  });
}

/** Goes through the steps of an invitation, and answers with its link. */
async function invited(page: Page, partner: string, channel?: string): Promise<string> {
  const next = page.getByRole('button', { name: 'Next', exact: true });
  await next.click();
  await page.getByText('It needs an id').waitFor();
  await page.getByLabel('Id that the partner gets here').fill(partner);
  expect(await seriousFindings(page)).toEqual([]);
  await next.click();
  if (channel !== undefined) await page.getByLabel(channel, { exact: true }).check();
  await next.click();
  await page.getByRole('button', { name: 'Make the invitation' }).click();
  await page.getByText(`The invitation of ${partner}`).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  return page.getByLabel('Link of the invitation', { exact: true }).inputValue();
}
