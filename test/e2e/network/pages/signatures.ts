import type { Page, Route } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { agedToken } from '../../../kit/aged-token.ts';
import { seriousFindings } from '../../../kit/axe.ts';
import { choose } from './choose.ts';
import type { On } from './on.ts';

/** How many seconds old a sign-in is that nobody signs with any more. */
const AN_HOUR = 3_600;
/** What the navigation counts, on every page. */
const COUNTED = '**/api/tenant/health**';
const WHY = 'mixed with another batch at our dock';

/** What people see who answer and sign: what was shown is what is decided, and nothing of it is lost on the way. */
export function signatures(on: On): void {
  describe('a decision', () => {
    const cases: { disputed?: string; other?: string } = {};
    beforeAll(async () => {
      // Whoever runs one of these tests alone has no partner on board.
      if (on.onBoard.size === 0) return;
      cases.disputed = await openCase(on, 'urn:epc:id:sscc:9521988.1000000077');
      cases.other = await openCase(on, 'urn:epc:id:sscc:9521988.1000000078');
    });
    test('is about what its window shows: what came meanwhile refuses it', () => answers(on, cases.disputed ?? ''));
    test('is not lost by a click beside its window, nor by Escape unasked', () => leaves(on, cases.disputed ?? ''));
    test('comes back from the sign-in page whole, and for its own case alone', () =>
      signsAgain(on, cases.disputed ?? '', cases.other ?? ''));
  });
}

/** The partner opens a case, and proposes what is usual. */
async function openCase({ onBoard }: On, thing: string): Promise<string> {
  const partner = onBoard.get('dockside');
  const text = 'A pallet came that nobody announced';
  const opened = await partner?.('POST /partner/desk-cases', {
    ...{ id: thing, kind: 'overage', text },
    subject: { things: [thing] },
  });
  expect(opened?.status).toBe(201);
  const { id } = Object(opened?.body);
  await propose({ onBoard }, id, 'return-product');
  return id;
}

async function propose({ onBoard }: Pick<On, 'onBoard'>, id: string, resolution: string): Promise<void> {
  const said = { id: resolution, act: 'propose', resolution };
  const answer = await onBoard.get('dockside')?.(`POST /partner/desk-cases/${id}/messages`, said);
  expect(answer?.status).toBe(200);
}

async function answers(on: On, id: string): Promise<void> {
  const { goTo, page } = on.quinn();
  await goTo('desk?partner=dockside');
  await page.getByRole('row').filter({ hasText: 'dockside' }).getByRole('link').first().click();
  await page.getByRole('heading', { name: 'How it stands' }).waitFor();
  // Whoever does not see the page is told where the link led, and tabs are told apart.
  expect(await page.evaluate('document.activeElement.id')).toBe('content');
  await goTo(`desk/${id}`);
  await page.getByRole('button', { name: 'Accept the proposal' }).click();
  expect(await page.title()).toBe(`${id} · Desk · Seriate`);
  const accepting = page.getByRole('dialog', { name: 'Accept the proposal' });
  await accepting.getByText('return product').waitFor();
  await propose(on, id, 'destroy-product');
  await page.getByText('Propose destroy product').waitFor();
  expect(await accepting.getByText('return product').count()).toBe(1);
  await accepting.getByRole('button', { name: 'Accept the proposal' }).click();
  await accepting.getByText(/^accept does not fit: the case is proposed/).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await accepting.getByRole('button', { name: 'Cancel' }).first().click();
  await page.getByText('State', { exact: true }).waitFor();
}

async function leaves(on: On, id: string): Promise<void> {
  const { goTo, page } = on.quinn();
  await goTo(`desk/${id}`);
  await page.getByRole('button', { name: 'Accept the proposal' }).click();
  const accepting = page.getByRole('dialog', { name: 'Accept the proposal, signed' });
  await accepting.getByText('destroy product').waitFor();
  await page.keyboard.press('Escape');
  await accepting.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Accept the proposal' }).click();
  const text = accepting.getByLabel('Words for the partner');
  await text.fill(WHY);
  await page.mouse.click(5, 450);
  await page.keyboard.press('Escape');
  await accepting.getByText('Leave it, and lose what you wrote?').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press('Enter');
  expect(await text.inputValue()).toBe(WHY);
  await text.press('Escape');
  await accepting.getByRole('button', { name: 'Leave it' }).click();
  await accepting.waitFor({ state: 'hidden' });
}

async function signsAgain(on: On, id: string, other: string): Promise<void> {
  const { goTo, page, signIn } = on.quinn();
  await sinceLongSignedIn(page, on.folder);
  const counter = page.getByRole('dialog', { name: 'Propose something else' });
  const text = counter.getByLabel('Words for the partner');
  const open = () => page.getByRole('button', { name: 'Propose something else' }).click();
  await goTo(`desk/${id}`);
  await open();
  await choose(counter, /^What/, 'accept as is');
  await text.fill(WHY);
  await counter.getByRole('button', { name: 'Propose something else, signed' }).click();
  await counter.getByText(/must have signed in within the last/).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await counter.getByRole('button', { name: 'Sign in again to sign' }).click();
  await signIn();
  await goTo(`desk/${other}`);
  await open();
  expect(await text.inputValue()).toBe('');
  await page.keyboard.press('Escape');
  await goTo(`desk/${id}`);
  await open();
  await counter.getByRole('button', { name: 'What accept as is' }).waitFor();
  expect(await text.inputValue()).toBe(WHY);
  // What hangs holds up nobody: the window closes with the answer to what was done.
  const held: Route[] = [];
  await page.route(COUNTED, (route) => void held.push(route));
  await counter.getByRole('button', { name: 'Propose something else, signed' }).click();
  await counter.waitFor({ state: 'hidden', timeout: 10_000 });
  await page.getByText('Counter accept as is').waitFor();
  // A request that nobody ever answers would hold up whoever waits in this browser later.
  for (const one of held) await one.continue();
  await page.unroute(COUNTED);
}

/** The same person, who signed in this morning. */
async function sinceLongSignedIn(page: Page, folder: string): Promise<void> {
  const tokens = '**/oauth2/token';
  await page.route(tokens, async (route) => {
    const response = await route.fetch();
    const { access_token: token, ...more } = await response.json();
    await route.fulfill({ response, json: { ...more, access_token: await agedToken(folder, token, AN_HOUR) } });
  });
  await page.reload();
  await page.getByRole('navigation').first().waitFor();
  await page.unroute(tokens);
}
