import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { seriousFindings } from '../../../kit/axe.ts';
import { choose } from './choose.ts';
import type { On } from './on.ts';

/** What people see who keep the partners: from the list to a partner in force, and its next version. */
export function partners(on: On): void {
  describe('partners', () => {
    listed(on);
    entered(on);
    tried(on);
    approved(on);
    exchanged(on);
    ownIdentity(on);
    moved(on);
  });
}

function listed({ ada: one }: On): void {
  test('are listed with their channel and what came of them last', async () => {
    const { goTo, page } = one();
    await goTo('partners');
    const row = page.getByRole('row').filter({ hasText: 'medico' });
    await row.getByText('webhook').waitFor();
    await row.getByText('well').waitFor();
    await row.getByText('none yet').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });
}

function entered({ ada: one, receiver }: On): void {
  test('are entered with the settings of their channel, whose refusals stand where they belong', async () => {
    const { page, shot } = one();
    await page.getByRole('link', { name: 'New partner' }).click();
    const form = page.getByRole('form', { name: 'New partner' });
    await form.getByLabel('Id', { exact: true }).fill('northline');
    await form.getByLabel('Name', { exact: true }).fill('Northline Logistics');
    await form.getByLabel('Party', { exact: true }).fill('urn:epc:id:pgln:9521988.00001');
    await choose(form, /^Kind/, 'logistics');
    await choose(form, /^Channel/, 'SFTP');
    await form.getByLabel(/^Host keys/).waitFor();
    await choose(form, /^Channel/, /^https/);
    await form.getByLabel('Address', { exact: true }).fill(receiver().url('epcis'));
    await choose(form, /^How we prove who calls/, 'client-credentials');
    await form.getByRole('button', { name: 'Save as draft' }).click();
    await form.getByText('there is no address for that').first().waitFor();
    expect(await form.getByLabel(/^Where tokens are given/).getAttribute('aria-invalid')).toBe('true');
    expect(await seriousFindings(page)).toEqual([]);
    await choose(form, /^How we prove who calls/, 'api-key');
    await shot('partner-form');
    await form.getByRole('button', { name: 'Save as draft' }).click();
    await page.getByText('Version 1 of partner northline is kept as draft').waitFor();
  });
}

function tried({ ada: one, receiver }: On): void {
  test('are given a credential that is shown to nobody, and are tried step by step', async () => {
    const { page, shot } = one();
    await page.getByRole('tab', { name: 'Connection' }).click();
    await page.getByRole('button', { name: 'Set a credential' }).click();
    const dialog = page.getByRole('dialog', { name: 'Set a credential' });
    await choose(dialog, /^Kind/, 'API key');
    const secret = dialog.locator('input[type=password]');
    expect(await secret.evaluate((one) => Object(one).labels[0].textContent)).toBe('API key');
    await secret.fill('key-of-northline');
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Set it' }).click();
    await page.getByRole('table', { name: 'Credentials' }).getByText('API key', { exact: true }).waitFor();
    expect(await page.locator('#content').textContent()).not.toContain('key-of-northline');
    await page.getByRole('button', { name: 'Test version 1' }).click();
    await page.getByText('reached', { exact: true }).waitFor();
    const steps = page.getByRole('list', { name: 'Steps of the test' });
    expect(await steps.getByText(/: well$/).count()).toBeGreaterThan(1);
    expect(receiver().received().at(-1)?.headers['x-api-key']).toBe('key-of-northline');
    expect(await seriousFindings(page)).toEqual([]);
    await shot('partner');
  });
}

function approved({ ada: one, quinn: other }: On): void {
  test('come into force when a second person approves', async () => {
    const mine = one().page;
    await mine.getByRole('button', { name: 'Submit for approval' }).click();
    await mine.getByRole('dialog').getByRole('button', { name: 'Submit for approval' }).click();
    await mine.getByText('Version 1 of partner northline was submitted').waitFor();
    const { goTo, page } = other();
    await goTo('partners/northline');
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /^Approve/ }).click();
    await page
      .getByText(/Version 1 of partner northline (was approved|is in force)/)
      .first()
      .waitFor();
  });
}

function exchanged({ ada: one }: On): void {
  test('show what was sent to them, what they sent, and what stands ready for them', async () => {
    const { goTo, page } = one();
    await goTo('partners/medico?tab=sent');
    await page.getByRole('heading', { name: 'How it answers' }).waitFor();
    const sent = page.getByRole('table', { name: 'What was sent to it' });
    await sent.getByText('delivered').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('tab', { name: 'What it sent' }).click();
    await page.getByText('No partner has sent anything yet').or(page.getByText('Nothing that fits')).waitFor();
    await page.getByRole('tab', { name: 'Mailbox' }).click();
    await page.getByText('Nothing stands ready').waitFor();
    await page.getByRole('tab', { name: 'Partnership' }).click();
    await page.getByText('It was not invited').waitFor();
  });
}

function ownIdentity({ ada: one }: On): void {
  test('are given who we are: a certificate for AS2 and a key for SSH', async () => {
    const { goTo, page, shot } = one();
    await goTo('partners?tab=identity');
    await page.getByRole('button', { name: 'Make a key' }).click();
    const dialog = page.getByRole('dialog', { name: 'Make a key' });
    await dialog.getByLabel('Our AS2 name').fill('ACME-PHARMA');
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Make the key' }).click();
    await page.getByRole('table', { name: 'Keys for AS2' }).getByText('signs now').waitFor();
    expect(await certificateOf(one())).toContain('BEGIN CERTIFICATE');
    expect(await page.getByLabel('Our public SSH key', { exact: true }).inputValue()).toMatch(/^ssh-/);
    expect(await seriousFindings(page)).toEqual([]);
    await shot('partners');
  });
}

function moved({ ada: one, receiver }: On): void {
  test('are moved to another channel by a new version, which says what that needs and is compared with the one before', async () => {
    const { goTo, page } = one();
    const certificate = await certificateOf(one());
    await goTo('partners/northline');
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    const form = page.getByRole('form', { name: 'Change partner northline' });
    await choose(form, /^Channel/, 'AS2');
    await form.getByLabel('Address', { exact: true }).fill(receiver().url('as2'));
    await form.getByLabel('Its AS2 name').fill('NORTHLINE');
    await form.getByLabel(/^Its certificates/).fill(certificate);
    await form.getByRole('button', { name: 'Save as draft' }).click();
    await page.getByText('Version 2 of partner northline is kept as draft').waitFor();
    await page.getByRole('tab', { name: 'Master data and channel' }).click();
    await page.getByText(/CERTIFICATE ending in/).waitFor();
    await page.getByRole('button', { name: 'Compare version 2 with 1' }).click();
    const compared = page.getByRole('dialog');
    await compared.getByText('as2', { exact: true }).first().waitFor();
    await compared.getByText('https', { exact: true }).first().waitFor();
    expect(await seriousFindings(page, '[role="dialog"]')).toEqual([]);
    await compared.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Drop version 2' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Drop version 2' }).click();
    await page.getByText('Version 2 of partner northline was dropped').waitFor();
  });
}

/** The first of our certificates for AS2, as it is downloaded. */
async function certificateOf({ page }: ReturnType<On['ada']>): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download certificate 1' }).click(),
  ]);
  return readFileSync(await download.path(), 'utf8');
}
