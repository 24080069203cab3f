import { readFileSync, statSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { seriousFindings } from '../../../kit/axe.ts';
import { choose } from './choose.ts';
import type { On } from './on.ts';

/** Bytes of a document that an answer does not hold. */
const LARGE = 4_200_000;

/** What people see who look after what partners send. */
export function documentsIn(on: On): void {
  describe('documents in', () => {
    uploads(on);
    wrongOnes(on);
    largeOnes(on);
  });
}

function uploads({ ada: one }: On): void {
  test('are uploaded, each with what became of it', async () => {
    const { goTo, page } = one();
    await goTo('documents-in');
    await page.getByRole('link', { name: 'Upload documents' }).click();
    // The list has a field of that name, too.
    await page.getByRole('heading', { name: 'Upload documents of a partner' }).waitFor();
    await page.getByLabel('Partner', { exact: true }).fill('northline');
    await page.keyboard.press('Escape');
    await page
      .locator('input[type=file]')
      .setInputFiles([file('sound.json', aDocument(aPack('1'))), file('wrong.json', wrong)]);
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Upload', exact: true }).click();
    const sent = page.getByRole('list', { name: 'Documents uploaded' });
    await sent.getByText('accepted').waitFor();
    await sent.getByText('refused').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.reload();
    await sent.getByText('accepted').waitFor();
  });
}

function wrongOnes({ ada: one }: On): void {
  test('are narrowed by the server, told with what is wrong at its place, kept to the byte and read again', async () => {
    const { page, shot } = one();
    await page.getByRole('link', { name: 'Back to the list' }).click();
    await choose(page, /^State/, 'refused');
    await page.getByRole('table').getByText('sound.json').waitFor({ state: 'detached' });
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('table').getByRole('link', { name: 'wrong.json' }).click();
    await page.getByText('/action').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await shot('document');
    expect(readFileSync(await downloaded(page), 'utf8')).toBe(wrong);
    await page.getByRole('button', { name: 'Have it read again' }).click();
    await page.getByText('It is being read again').waitFor();
  });
}

function largeOnes({ ada: one }: On): void {
  test('are kept to the byte when they are larger than an answer, too', async () => {
    const { goTo, page } = one();
    await goTo('documents-in?do=upload&partner=northline');
    await page.locator('input[type=file]').setInputFiles(file('large.json', aDocument(aPack('3')).padEnd(LARGE)));
    await page.getByRole('button', { name: 'Upload', exact: true }).click();
    await page.getByRole('link', { name: 'Show large.json' }).click();
    await page.getByText(/^4\.2 MB/).waitFor();
    expect(statSync(await downloaded(page)).size).toBe(LARGE);
  });
}

async function downloaded(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download its exact bytes' }).click(),
  ]);
  return download.path();
}

/** A pack that nobody of this installation has made. */
const aPack = (serial: string) => ({
  type: 'ObjectEvent',
  action: 'OBSERVE',
  bizStep: 'inspecting',
  eventTime: '2026-03-01T09:00:00.000Z',
  eventTimeZoneOffset: '+00:00',
  epcList: [`urn:epc:id:sgtin:9521988.012345.${serial}`],
  readPoint: { id: 'urn:epc:id:sgln:9521988.00001.0' },
});

const aDocument = (...eventList: object[]) =>
  JSON.stringify({
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-03-01T10:00:00.000Z',
    epcisBody: { eventList },
  });

const wrong = aDocument({ ...aPack('2'), action: 'EAT' });

const file = (name: string, text: string) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
