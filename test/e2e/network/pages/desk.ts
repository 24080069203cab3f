import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { seriousFindings } from '../../../kit/axe.ts';
import { choose } from './choose.ts';
import type { On } from './on.ts';

const [GTIN, LOT] = ['09521321543218', 'DEMO0001'];

/** What people see who settle with partners what differs, and call packs back. */
export function desk(on: On): void {
  describe('the desk', () => {
    cases(on);
    endOfCase(on);
    recalls(on);
  });
}

function cases({ ada: one }: On): void {
  test('opens a case, proposes, attaches what proves it, and ends it', async () => {
    const { goTo, page, shot } = one();
    await goTo('desk');
    await page.getByRole('link', { name: 'Open a case' }).click();
    const form = page.getByRole('form', { name: 'Open a case' });
    await form.getByLabel('Partner', { exact: true }).fill('northline');
    await page.keyboard.press('Escape');
    await choose(form, /^What is it about/, /missing data/);
    await form.getByLabel(/^Packs and packages/).fill('urn:epc:id:sscc:9521988.1000000001');
    await form.getByLabel('What is wrong').fill('A pallet came, and no data of it');
    expect(await seriousFindings(page)).toEqual([]);
    await form.getByRole('button', { name: 'Open the case' }).click();
    const saying = page.getByRole('list', { name: 'What was said' });
    await saying.getByText('A pallet came, and no data of it').waitFor();
    await page.getByText(/^nobody: it has no client/).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Propose', exact: true }).click();
    const proposing = page.getByRole('dialog', { name: 'Propose' });
    await choose(proposing, /^What/, /send data/);
    expect(await seriousFindings(page)).toEqual([]);
    await proposing.getByRole('button', { name: 'Propose', exact: true }).click();
    await saying.getByText('Propose send data').waitFor();
    await page.getByRole('button', { name: 'Attach a file' }).click();
    const filing = page.getByRole('dialog', { name: 'Attach a file' });
    await filing.locator('input[type=file]').setInputFiles(file('label.txt', ''));
    await filing.getByRole('button', { name: 'Attach it' }).click();
    // What is refused is told, and the form stays to be used again.
    await filing.getByRole('alert').getByText('send its bytes as the body').waitFor();
    await filing.locator('input[type=file]').setInputFiles(file('label.txt', 'as on the label'));
    await filing.getByRole('button', { name: 'Attach it' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      saying.getByRole('button', { name: 'Download label.txt' }).click(),
    ]);
    expect(readFileSync(await download.path(), 'utf8')).toBe('as on the label');
    await shot('desk');
  });
}

function endOfCase({ ada: one }: On): void {
  test('gives a case to somebody, and ends it for good', async () => {
    const { goTo, page } = one();
    await page.getByRole('button', { name: 'Assign', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Assign', exact: true }).click();
    await page.getByText('It is assigned to ada').first().waitFor();
    await page.getByRole('button', { name: 'End the case' }).click();
    const ending = page.getByRole('dialog', { name: 'End the case' });
    await choose(ending, /^Outcome/, /^withdrawn/);
    await ending.getByLabel('Reason').fill('the data came after all');
    await ending.getByRole('button', { name: 'End the case' }).click();
    await page.getByText('The case has ended').waitFor();
    await goTo('desk?partner=northline');
    await page.getByRole('row').filter({ hasText: 'northline' }).getByText('ended').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });
}

function recalls({ quinn: other }: On): void {
  test('recalls a lot, counts who holds the packs, lists them, tells the holders, and lifts it', async () => {
    const { goTo, page, shot } = other();
    await goTo('recalls');
    await page.getByRole('link', { name: 'New recall' }).click();
    await page.getByLabel('Id of the recall').fill('r1');
    await page.getByLabel('GTIN', { exact: true }).fill(GTIN);
    await page.getByLabel('Lot', { exact: true }).fill(LOT);
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Recall', exact: true }).click();
    const signing = page.getByRole('dialog', { name: 'Recall the packs' });
    await signing.getByLabel('Reason').fill('glass was found in two packs');
    await signing.getByRole('button', { name: 'Recall the packs' }).click();
    await page.getByRole('heading', { name: 'Recall r1' }).waitFor();
    await goTo('recalls');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('link', { name: 'r1' }).click();
    await page.getByRole('button', { name: 'Count who holds them now' }).click();
    await page.getByRole('button', { name: 'Tell the holders' }).waitFor();
    await page.getByRole('button', { name: /^List the packs of Medico/ }).click();
    const packs = page.getByRole('dialog');
    expect(await packs.getByRole('textbox').inputValue()).toContain(`https://id.gs1.org/01/${GTIN}/21/`);
    expect(await seriousFindings(page)).toEqual([]);
    await packs.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Tell the holders' }).click();
    const telling = page.getByRole('dialog', { name: 'Tell the holders' });
    await telling.getByLabel('What holders are to do').fill('keep the packs apart and send them back');
    await telling.getByRole('button', { name: 'Tell the holders' }).click();
    await page.getByText('1 holder was told').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await shot('recall');
    await page.getByRole('button', { name: 'Lift the recall' }).click();
    const lifting = page.getByRole('dialog', { name: 'Lift the recall' });
    await lifting.getByLabel('Reason').fill('no glass was found in any other');
    await lifting.getByRole('button', { name: 'Lift the recall' }).click();
    await page.getByText('lifted', { exact: true }).waitFor();
  });
}

const file = (name: string, text: string) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
