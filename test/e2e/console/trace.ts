import bwip from 'bwip-js';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { seriousFindings } from '../../kit/axe.ts';
import { queryEvents } from '../../kit/epcis-results.ts';
import type { Product } from '../../kit/product.ts';
import { aDocument, packed } from './documents.ts';

interface On {
  readonly page: () => Page;
  readonly product: () => Product;
}

/** What a person sees who looks for one pack. */
export function trace(on: On): void {
  whatIsFound(on);
  whatIsInside(on);
  whatIsRead(on);
}

async function find(page: Page, code: string): Promise<void> {
  await page.getByRole('link', { name: 'Trace', exact: true }).click();
  const field = page.getByLabel(/code of a pack/i);
  await expect.poll(() => field.inputValue(), { timeout: 10_000 }).toBe('');
  await field.fill(code);
  await page.getByRole('button', { name: 'Find' }).click();
}

function whatIsFound({ page: on, product }: On): void {
  test('finds a pack by its code, and shows its journey, who reported it, and how it was before', async () => {
    const page = on();
    const { pack, container } = await packed(product());
    await find(page, pack);
    const journey = page.getByRole('list', { name: 'Journey, newest first' });
    await journey.getByText('commissioning').first().waitFor();
    await journey
      .getByText(/Reported by line-1 of/)
      .first()
      .waitFor();
    await page.getByRole('img', { name: /PackRight Rotterdam/ }).waitFor();
    await page.getByText('still inside').first().waitFor();
    expect(await page.getByRole('link', { name: container }).count()).toBeGreaterThan(0);
    expect(await seriousFindings(page)).toEqual([]);
    await page
      .getByRole('link', { name: /as it was then/ })
      .last()
      .click();
    await page.getByText('What happened later is not counted').waitFor();
    expect(page.url()).toContain('at=');
    await page.getByRole('button', { name: 'Now', exact: true }).click();
    await page.getByText('As it is now').waitFor();
  });

  test('shows every event in both forms of the standard, under an address of its own', async () => {
    const page = on();
    await page
      .getByRole('button', { name: /^Event of/ })
      .first()
      .click();
    const event = page.getByRole('dialog', { name: 'Event' });
    await event.getByText('"EPCISQueryDocument"').waitFor();
    await event.getByRole('tab', { name: 'XML' }).click();
    await event.getByText(/EPCISQueryDocument xmlns/).waitFor();
    await event.getByRole('button', { name: 'Copy the XML' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.reload();
    await event.getByText('"EPCISQueryDocument"').waitFor();
    await event.getByRole('button', { name: 'Close', exact: true }).click();
    await event.waitFor({ state: 'detached' });
  });
}

function whatIsInside({ page: on, product }: On): void {
  test('opens what is in a pallet as far as somebody wants to see', async () => {
    const page = on();
    const { container, packs } = await packed(product());
    await find(page, container);
    const outermost = page.getByRole('row').filter({ hasText: 'directly' }).getByRole('link');
    await outermost.click();
    const tree = page.getByRole('tree', { name: 'Contents' });
    await tree.getByRole('link', { name: container }).waitFor();
    // What was shown before stays until the answer is there.
    await expect.poll(() => tree.getByRole('link', { name: /\/01\// }).count(), { timeout: 10_000 }).toBe(0);
    await tree.getByRole('button', { name: `Expand ${container}` }).click();
    const inside = tree.getByRole('link', { name: /\/01\// });
    await inside.nth(packs - 1).waitFor();
    expect(await inside.count()).toBe(packs);
    expect(await seriousFindings(page)).toEqual([]);
  });

  test('turns the pages of what is in a container of many things', async () => {
    const page = on();
    const things = Array.from({ length: 60 }, (_, i) => `https://id.gs1.org/01/09529999000019/21/${1000 + i}`);
    await putInto('https://id.gs1.org/00/095299990000000019', things, product());
    await find(page, '(00)095299990000000019');
    const tree = page.getByRole('tree', { name: 'Contents' });
    await tree.getByText('1 to 50 of 60').waitFor();
    await tree.getByRole('button', { name: 'Those after' }).click();
    await tree.getByText('51 to 60 of 60').waitFor();
    // Whoever goes on by the keyboard presses the same button again.
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Those after');
    expect(await tree.getByRole('link', { name: /\/01\// }).count()).toBe(10);
    expect(await seriousFindings(page)).toEqual([]);
    await tree.getByRole('button', { name: 'The first' }).click();
    await tree.getByRole('link', { name: things[0] ?? '' }).waitFor();
    await page.getByRole('button', { name: /^Shown at a time/ }).click();
    await page.getByRole('option', { name: '200' }).click();
    await tree.getByRole('link', { name: things[59] ?? '' }).waitFor();
    expect(await tree.getByRole('button', { name: 'Those after' }).count()).toBe(0);
  });

  test('tells of a code whether it is in a container, without going through that', async () => {
    const page = on();
    const packing = await queryEvents(product(), { EQ_bizStep: 'packing' });
    const isOfLine = (epc: string) => epc.includes('/01/09521321543218/');
    const { childEPCs: [pack = ''] = [], parentID: container = '' } =
      packing.find((one) => one.childEPCs.some(isOfLine)) ?? {};
    const looked = page.getByRole('form', { name: 'Is it in here?' });
    const ask = async (code: string) => {
      await looked.getByRole('textbox').fill(code);
      await looked.getByRole('button', { name: 'Look' }).click();
    };
    await ask('https://id.gs1.org/01/09529999000019/21/1059');
    await page.getByText('It is in here, directly.').waitFor();
    await ask(pack);
    await page
      .getByRole('status')
      .filter({ hasText: 'It is not in here, but in' })
      .getByRole('link', { name: container })
      .waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await ask('hello');
    await page.getByText('This is no code of a unit').waitFor();
  });
}

/** Has the repository told that things were packed, and waits until it knows. */
async function putInto(parentID: string, childEPCs: readonly string[], product: Product): Promise<void> {
  const packing = {
    type: 'AggregationEvent',
    eventTime: new Date().toISOString(),
    eventTimeZoneOffset: '+00:00',
    action: 'ADD',
    bizStep: 'packing',
    parentID,
    childEPCs,
  };
  const headers = { 'content-type': 'application/json' };
  const answer = await product.fetch('/epcis/capture', { method: 'POST', headers, body: aDocument(packing) });
  expect(answer.status).toBe(202);
  const unit = `/api/units/${encodeURIComponent(parentID)}`;
  await expect.poll(async () => (await product.fetch(unit)).status, { timeout: 20_000 }).toBe(200);
}

function whatIsRead({ page: on, product }: On): void {
  test('reads the code of a pack from a picture, and through the camera', async () => {
    const page = on();
    const { pack } = await packed(product());
    const [, gtin = '', serial = ''] = /\/01\/(\d{14})\/21\/(.+)$/.exec(pack) ?? [];
    const text = `(01)${gtin}(21)${decodeURIComponent(serial)}(10)LOT7`;
    const picture = await bwip.toBuffer({
      bcid: 'gs1datamatrix',
      text,
      scale: 6,
      padding: 12,
      backgroundcolor: 'FFFFFF',
    });
    await page.getByRole('link', { name: 'Trace', exact: true }).click();
    await page.getByText('As it is now').waitFor({ state: 'detached' });
    await page.locator('input[type=file]').setInputFiles({ name: 'pack.png', mimeType: 'image/png', buffer: picture });
    await page
      .getByRole('link', { name: /as it was then/ })
      .first()
      .waitFor();
    expect(decodeURIComponent(page.url())).toContain(pack);
    await page.getByRole('link', { name: 'Trace', exact: true }).click();
    await page.getByText('As it is now').waitFor({ state: 'detached' });
    await page.evaluate(heldBeforeCamera(picture));
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await page
      .getByRole('link', { name: /as it was then/ })
      .first()
      .waitFor();
    expect(decodeURIComponent(page.url())).toContain(pack);
  });

  test('says why a code that the camera sees is not taken', async () => {
    const page = on();
    await page.getByRole('link', { name: 'Trace', exact: true }).click();
    await page.getByText('As it is now').waitFor({ state: 'detached' });
    const poster = await bwip.toBuffer({
      bcid: 'qrcode',
      text: 'hello',
      scale: 6,
      padding: 12,
      backgroundcolor: 'FFFFFF',
    });
    await page.evaluate(heldBeforeCamera(poster));
    await page.getByRole('button', { name: 'Use the camera' }).click();
    const dialog = page.getByRole('dialog', { name: 'Read by the camera' });
    await dialog.getByRole('status').filter({ hasText: 'A code was read.' }).waitFor();
    expect(await seriousFindings(page, '[role=dialog]')).toEqual([]);
    await dialog.getByRole('button', { name: 'Close the camera' }).click();
    await page.getByLabel(/code of a pack/i).fill('');
  });

  test('says what is wrong with a code that is none, and with a picture without one', async () => {
    const page = on();
    await find(page, 'hello');
    await page.getByText('What to do').waitFor();
    const other = await bwip.toBuffer({
      bcid: 'pdf417',
      text: 'nothing of GS1',
      scale: 3,
      padding: 12,
      backgroundcolor: 'FFFFFF',
    });
    await page.locator('input[type=file]').setInputFiles({ name: 'other.png', mimeType: 'image/png', buffer: other });
    await page.getByText('There is no code in the picture').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });
}

/** What makes a camera of the page's, which sees the picture at some distance. */
const heldBeforeCamera = (picture: Buffer) => `(async () => {
  const picture = new Image();
  picture.src = 'data:image/png;base64,${picture.toString('base64')}';
  await picture.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [640, 480];
  const context = canvas.getContext('2d');
  setInterval(() => {
    context.fillStyle = 'grey';
    context.fillRect(0, 0, 640, 480);
    context.drawImage(picture, 180, 100, 280, 280);
  }, 40);
  navigator.mediaDevices.getUserMedia = async () => canvas.captureStream();
})()`;
