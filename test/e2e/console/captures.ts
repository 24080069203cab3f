import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { seriousFindings } from '../../kit/axe.ts';
import type { Product } from '../../kit/product.ts';
import { aDocument, aMove, jsonFile, packed } from './documents.ts';

interface On {
  readonly page: () => Page;
  readonly product: () => Product;
}

/** What a person sees who has documents captured. */
export function captures({ page: on, product }: On): void {
  test('takes documents, small and large, and says what is wrong with one', async () => {
    const page = on();
    const { pack } = await packed(product());
    const at = Date.now();
    const end = aMove(pack, at - 20, { action: 'DELETE', bizStep: 'decommissioning', disposition: 'inactive' });
    const move = aMove(pack, at - 10, { action: 'OBSERVE', bizStep: 'shipping', disposition: 'in_transit' });
    await page.getByRole('link', { name: 'Captures', exact: true }).click();
    await page.getByLabel('Keep the sound ones').waitFor();
    await page
      .locator('input[type=file]')
      .setInputFiles([
        jsonFile('small.json', aDocument(end)),
        jsonFile('large.json', aDocument(move).padEnd(4_100_000)),
        jsonFile('wrong.json', aDocument({ ...move, action: 'EAT' })),
      ]);
    await page.getByText('/epcisBody/eventList/0/action').waitFor();
    await page.getByText('1 event captured.').nth(1).waitFor();
    await page.getByRole('cell', { name: 'ada@acme-pharma.example' }).first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  test('finds what was sent again after a reload, and tells the error of each event', async () => {
    const page = on();
    const { pack } = await packed(product());
    const eventID = `urn:uuid:${crypto.randomUUID()}`;
    const seen = { ...aMove(pack, Date.now(), { action: 'OBSERVE', bizStep: 'inspecting' }), eventID };
    await page.getByLabel('Keep the sound ones').check();
    await page
      .locator('input[type=file]')
      .setInputFiles(jsonFile('half.json', aDocument(seen, { ...seen, bizStep: 'storing' })));
    await page.getByText('1 event captured, 1 with errors').waitFor();
    await page.reload();
    await page.getByText('1 event captured, 1 with errors').waitFor();
    await page.getByRole('list', { name: 'Documents sent' }).getByRole('link', { name: 'Show the errors' }).click();
    await page.getByText(eventID).first().waitFor();
    await page.getByText('captured in part').last().waitFor();
    await page.getByText('ada@acme-pharma.example', { exact: true }).last().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });
}
