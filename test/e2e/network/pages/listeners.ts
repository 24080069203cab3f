import { describe, expect, test } from 'vitest';
import { seriousFindings } from '../../../kit/axe.ts';
import type { On } from './on.ts';

/** What an integrator does with whoever is told of business events. */
export function listeners(on: On): void {
  describe('a listener', () => {
    test('is made, tested, told once more, and removed only when that is confirmed', () => makes(on));
  });
}

async function makes(on: On): Promise<void> {
  const [ada, receiver] = [on.ada(), on.receiver()];
  const { page } = ada;
  receiver.reset();
  await ada.goTo('listeners');
  await page.getByRole('link', { name: 'New listener' }).click();
  const form = page.getByRole('form', { name: 'New listener' });
  await form.getByLabel('Name', { exact: true }).fill('erp');
  await form.getByLabel(/^Address that is called/).fill(receiver.url('hooks'));
  await form.getByRole('button', { name: 'Take away *' }).click();
  await form.getByRole('button', { name: /^Told of/ }).click();
  await page.getByRole('option', { name: /^lot\.\*/ }).click();
  await page.keyboard.press('Escape');
  await form.getByLabel(/^Only of these: Partner/).fill('medico');
  await form.getByRole('button', { name: 'Make the listener' }).click();
  await form.getByRole('alert').waitFor();
  expect(await form.getByLabel(/^Only of these: Partner/).getAttribute('aria-invalid')).toBe('true');
  await form.getByLabel(/^Only of these: Partner/).fill('');
  await form.getByRole('button', { name: 'Make the listener' }).click();
  await page.getByText(/^whsec_/).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('heading', { name: 'Listener erp' }).waitFor();
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await page.getByText('The test was delivered, status 200').waitFor();
  await page.getByRole('rowheader', { name: 'listener.test' }).first().waitFor();
  await page.getByRole('button', { name: 'Tell once more' }).click();
  const again = page.getByRole('form', { name: 'Tell once more' });
  await again.getByRole('textbox', { name: 'What happened from', exact: true }).fill(yesterday());
  expect(await seriousFindings(page)).toEqual([]);
  await again.getByRole('button', { name: 'Tell it once more' }).click();
  await page.getByText('It is told once more').waitFor();
  await receiver.came(2);
  await page.getByRole('cell', { name: 'replay', exact: true }).first().waitFor();
  await ada.shot('listener');
  await page
    .getByRole('button', { name: /^Tell it again/ })
    .first()
    .click();
  await page.getByRole('cell', { name: 'resend', exact: true }).first().waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'Listener erp' }).waitFor();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('button', { name: 'Remove the listener' }).click();
  await page.getByText('No listener yet').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  expect([...ada.faults, ...on.quinn().faults]).toEqual([]);
}

/** As a field for days takes it, by the clock on this wall. */
const yesterday = () => {
  const at = Date.now() - 24 * 3_600_000;
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
};
