import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { seriousFindings } from '../../kit/axe.ts';
import type { Product } from '../../kit/product.ts';
import { choose } from './choose.ts';
import { goTo } from './go-to.ts';

interface On {
  readonly page: () => Page;
  readonly product: () => Product;
}

/** What an integrator does in the developers' corner. */
export function integration(on: On): void {
  test('makes a named query and a subscription, and ends it only when that is confirmed', () => subscribes(on));
  test('finds what the API has, and asks it here and now', () => asksTheApi(on));
  test('makes a key, whose secret is shown once', () => makesKey(on));
  test('judges a document in the browser, and writes it in another form, of which nothing is sent', () =>
    convertsDocument(on));
  test('turns a sandbox, plans what goes wrong with it, and ends that', () => turnsSandbox(on));
}

async function subscribes(on: On): Promise<void> {
  const page = on.page();
  await page.getByRole('link', { name: 'Subscriptions' }).first().click();
  await page.getByRole('link', { name: 'New query' }).click();
  await page.getByLabel('Name', { exact: true }).fill('shipped');
  await page.getByRole('combobox', { name: 'Parameter' }).fill('EQ_bizStep');
  await page.getByRole('textbox', { name: 'Value' }).fill('shipping|receiving');
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Create the query' }).click();
  await page.getByRole('heading', { name: 'Query shipped' }).waitFor();
  await page.getByText('shipping | receiving').waitFor();
  await page.getByRole('button', { name: 'Add a subscription' }).click();
  await page.getByLabel(/^Address/).fill(`${on.product().url}/nobody-listens`);
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Subscribe' }).click();
  const row = page.getByRole('row').filter({ hasText: 'nobody-listens' });
  await row.getByText('active').waitFor();
  await row.getByRole('button', { name: /^End the subscription/ }).click();
  await page.keyboard.press('Escape');
  await row.getByText('active').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('button', { name: 'Delete the query' }).click();
  await page.getByText('No named query yet').waitFor();
}

async function asksTheApi(on: On): Promise<void> {
  const page = on.page();
  await goTo(on, 'api');
  await page.getByLabel('Words of path or summary').fill('one lot report');
  await expect.poll(() => page.url()).toContain('words=');
  await page.getByRole('link', { name: 'GET /api/lots/{lot}', exact: true }).click();
  await page.getByRole('heading', { name: 'GET /api/lots/{lot}' }).waitFor();
  const asking = page.getByRole('form', { name: 'Try it' });
  await asking.getByLabel('lot', { exact: true }).fill('DEMO0001');
  await page.getByText(`${on.product().url}/api/lots/DEMO0001'`).waitFor();
  await asking.getByRole('button', { name: 'Ask' }).click();
  await page.getByText(/^200 in/).waitFor();
  expect(await page.getByRole('region', { name: 'Body', exact: true }).textContent()).toContain('"lot": "DEMO0001"');
  expect(await seriousFindings(page)).toEqual([]);
  await goTo(on, `api/${encodeURIComponent('GET /epcis/events')}`);
  await page.getByRole('heading', { name: 'GET /epcis/events', exact: true }).waitFor();
  await asking.getByLabel('GS1-EPC-Format').fill('nonsense');
  await asking.getByRole('button', { name: 'Ask' }).click();
  const body = page.getByRole('region', { name: 'Body', exact: true });
  await body.getByText('GS1-EPC-Format').waitFor();
  await asking.getByLabel('GS1-EPC-Format').fill('');
  await choose(page, 'Media type', 'application/xml');
  await asking.getByRole('button', { name: 'Ask' }).click();
  await page.getByRole('button', { name: 'Keep it as answer.xml' }).waitFor();
  expect(await body.textContent()).toContain('<ObjectEvent>');
  await goTo(on, `api/${encodeURIComponent('POST /api/orders')}`);
  await page.getByRole('table', { name: 'Body' }).getByRole('rowheader', { name: 'quantity' }).waitFor();
  expect(await page.getByRole('button', { name: 'Ask' }).count()).toBe(0);
  expect(await seriousFindings(page)).toEqual([]);
}

async function makesKey(on: On): Promise<void> {
  const page = on.page();
  await goTo(on, 'keys?do=new');
  await page.getByLabel('Id', { exact: true }).fill('line-3');
  await page.getByLabel('What it is').fill('Line 3');
  await choose(page, 'Role', 'site');
  await page.getByRole('button', { name: 'Make it' }).click();
  const secret = page.getByRole('dialog', { name: 'The secret of line-3' });
  await secret.getByText('It is not shown again').waitFor();
  await secret.getByText(/oauth2\/token/).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await secret.getByRole('button', { name: 'It is written down' }).click();
  await page.getByRole('heading', { name: 'Key line-3' }).waitFor();
  await page.getByRole('button', { name: 'Shut out' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Shut out' }).click();
  await page.getByText('line-3 is shut out within a minute').waitFor();
  await page.getByRole('button', { name: 'Let in' }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByRole('dialog').getByLabel('What it is').fill('Line three');
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('line-3 is changed').waitFor();
  await page.getByRole('button', { name: 'New secret' }).click();
  await page.getByRole('dialog').getByLabel('It ends at once').check();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Make it' }).click();
  await secret.getByText('It is not shown again').waitFor();
  await secret.getByRole('button', { name: 'It is written down' }).click();
  await goTo(on, 'keys');
  await page.getByRole('row').filter({ hasText: 'Line three' }).getByText('shut out').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
}

async function convertsDocument(on: On): Promise<void> {
  const page = on.page();
  await goTo(on, 'converter');
  const sent: string[] = [];
  page.on('request', (request) => request.method() !== 'GET' && sent.push(request.url()));
  const text = page.getByLabel('or the document itself');
  await text.fill(aDocument('EAT'));
  await page.getByRole('button', { name: 'Validate' }).click();
  await page.getByText('pasted is invalid').waitFor();
  await page.getByText('/epcisBody/eventList/0/action').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await text.fill(aDocument('OBSERVE'));
  await choose(page, 'Written as', 'XML 1.2');
  await page.getByRole('button', { name: 'Convert' }).click();
  await page.getByText('pasted as XML 1.2').waitFor();
  await page.getByText('<epc>urn:epc:id:sgtin:9521321.012345.1</epc>').waitFor();
  const [kept] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Keep pasted.xml' }).click(),
  ]);
  expect(await readFile(await kept.path(), 'utf8')).toContain('<ObjectEvent>');
  expect(await seriousFindings(page)).toEqual([]);
  expect(sent).toEqual([]);
}

async function turnsSandbox(on: On): Promise<void> {
  const page = on.page();
  await goTo(on, 'sandboxes');
  const row = page.getByRole('row').filter({ hasText: 'FDA' });
  await row.getByText('answers after').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await row.getByRole('link', { name: 'fda' }).click();
  await page.getByRole('spinbutton', { name: /^Time from receipt/ }).fill('90000000');
  const delay = page.getByRole('form', { name: 'Time from receipt to result' });
  await delay.getByRole('button', { name: 'Turn it' }).click();
  await delay.getByText('The sandbox refused it').waitFor();
  await page.getByRole('spinbutton', { name: /^Time from receipt/ }).fill('10');
  await delay.getByRole('button', { name: 'Turn it' }).click();
  await page.getByText('answers after 10 ms').waitFor();
  await page.getByRole('button', { name: 'Add fault' }).click();
  await choose(page, 'Operation', 'send');
  await choose(page, 'Kind', 'status');
  await page.getByLabel('Status or ms').fill('503');
  await page.getByRole('button', { name: 'Plan them' }).click();
  await page.getByText('1 fault planned').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.reload();
  await page.getByText('1 fault planned').waitFor();
  await page.getByRole('button', { name: 'End all faults' }).click();
  await page.getByText('Nothing goes wrong at the sandbox any more').waitFor();
}

const aDocument = (action: string) =>
  JSON.stringify({
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-03-01T10:00:00.000Z',
    epcisBody: {
      eventList: [
        {
          type: 'ObjectEvent',
          action,
          bizStep: 'inspecting',
          eventTime: '2026-03-01T09:00:00.000Z',
          eventTimeZoneOffset: '+00:00',
          epcList: ['urn:epc:id:sgtin:9521321.012345.1'],
        },
      ],
    },
  });
