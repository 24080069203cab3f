import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseState } from '#shared/dscsa/kinds.ts';
import { withheldPage } from '#shared/messages/withheld-api.ts';
import { approved } from '../../test/kit/approved.ts';
import { aParty } from '../../test/kit/builders.ts';
import { type DeskWorld, startDeskWorld } from '../../test/kit/desk-world.ts';

let world: DeskWorld;
let firms = 0;
beforeAll(async () => {
  world = await startDeskWorld();
});
afterAll(() => world.stop());

const gtin = '09521321543218';
const { party } = aParty('9521666', 95);

/** A firm that keeps packs apart, by cases of suspect product, and has a partner. */
async function withSuspects() {
  const firm = await world.firm(`apart-${++firms}`, 800 + firms);
  await approved(world.world.table.db, firm.tenant, 'partner', 'small', { name: 'Small', party, channel: 'portal' });
  const suspect = (id: string, state: CaseState, ...serials: string[]) => {
    const at = world.needs.now().toISOString();
    const base = { tenant: firm.tenant, id, kind: 'suspect', state, title: 't', by: 'quinn' } as const;
    const packs = serials.map((serial) => ({ gtin, serial }));
    const about = { suspect: { origin: { kind: 'return' as const }, packs, notices: [] } };
    const after = { ...base, createdAt: at, updatedAt: at, version: 0, entries: 0, ...about };
    return world.needs.suspects.commit([{ after, entries: [] }], world.needs.now());
  };
  const page = async (after?: string) => {
    const asked = { role: 'site', ...(after !== undefined && { query: { after } }) };
    return v.parse(withheldPage, (await firm.ask('GET /api/desk/withheld-packs', asked)).body);
  };
  return { ...firm, suspect, page };
}

test('whoever ships is told what is suspect and what is illegitimate, and nothing that was cleared', async () => {
  const { suspect, page } = await withSuspects();
  await suspect('s1', 'quarantined', 'A1', 'A2');
  await suspect('s2', 'cleared', 'B1');
  await suspect('s3', 'ended', 'C1');
  expect((await page()).packs).toEqual([
    { gtin, serial: 'C1', case: 's3' },
    { gtin, serial: 'A1', case: 's1' },
    { gtin, serial: 'A2', case: 's1' },
  ]);
});

test('all are told, page by page', async () => {
  const { suspect, page } = await withSuspects();
  const serials = Array.from({ length: 30 }, (_, n) => `P${n}`);
  for (const serial of serials) await suspect(`s-${serial}`, 'opened', serial);
  const first = await page();
  const second = await page(first.next);
  expect([first.packs.length, second.packs.length]).toEqual([25, 5]);
  expect(new Set([...first.packs, ...second.packs].map(({ serial }) => serial))).toEqual(new Set(serials));
  expect(second.next).toBeUndefined();
});

test('a return that is agreed names the partner that they may go to, until the case ends', async () => {
  const { suspect, page, open, say, ask, close } = await withSuspects();
  await suspect('s1', 'investigating', 'A1', 'A2');
  const things = [`https://id.gs1.org/01/${gtin}/21/A1`];
  const { id } = await open('small', { kind: 'misalignment', subject: { things } });
  const { body } = await say(id, 'propose', { resolution: 'return-product' });
  expect((await page()).packs.some(({ mayGoTo }) => mayGoTo !== undefined)).toBe(false);
  await ask('POST /partner/desk-cases/{id}/messages', {
    ...{ role: 'partner-api', claims: { partner: 'small' }, path: { id } },
    body: { id: 'yes', act: 'accept', of: Object(body['proposal']).id },
  });
  expect((await page()).packs).toEqual([
    { gtin, serial: 'A1', case: 's1', mayGoTo: { party, case: id } },
    { gtin, serial: 'A2', case: 's1' },
  ]);
  await close(id, { outcome: 'withdrawn', reason: 'it stays with us' });
  expect((await page()).packs.some(({ mayGoTo }) => mayGoTo !== undefined)).toBe(false);
});

/** Two partners that a return may be agreed with. */
async function withTwo() {
  const firm = await withSuspects();
  const { party: other } = aParty('9521667', 95);
  const rival = { name: 'Rival', party: other, channel: 'portal' };
  await approved(world.world.table.db, firm.tenant, 'partner', 'rival', rival);
  const byClient = (partner: string, route: string, more: object) =>
    firm.ask(route, { role: 'partner-api', claims: { partner }, ...more });
  const agree = async (partner: string, ...serials: string[]) => {
    const things = serials.map(epcOf);
    const { id } = await firm.open(partner, { kind: 'misalignment', subject: { things } });
    const { body } = await firm.say(id, 'propose', { resolution: 'return-product' });
    const yes = { id: 'yes', act: 'accept', of: Object(body['proposal']).id };
    await byClient(partner, 'POST /partner/desk-cases/{id}/messages', { path: { id }, body: yes });
    return id;
  };
  const returns = async () =>
    Object.fromEntries((await firm.page()).packs.map(({ serial, mayGoTo }) => [serial, mayGoTo?.case]));
  return { ...firm, byClient, agree, returns };
}
const epcOf = (serial: string) => `https://id.gs1.org/01/${gtin}/21/${serial}`;

test('a return stays agreed whoever opens a case about the pack afterwards', async () => {
  const { suspect, agree, byClient, returns } = await withTwo();
  await suspect('s1', 'investigating', 'A1');
  const id = await agree('small', 'A1');
  const body = { id: 'r1', kind: 'misalignment', subject: { things: [epcOf('A1')] }, text: 'where is it?' };
  expect((await byClient('rival', 'POST /partner/desk-cases', { body })).status).toBe(201);
  expect(await returns()).toEqual({ A1: id });
});

test('of two returns the one that was agreed last counts for the packs that it names, and for no others', async () => {
  const { suspect, agree, close, returns } = await withTwo();
  await suspect('s1', 'investigating', 'A1', 'A2');
  const first = await agree('small', 'A1', 'A2');
  world.world.forward(1_000);
  const second = await agree('rival', 'A1');
  expect(await returns()).toEqual({ A1: second, A2: first });
  await close(second, { outcome: 'withdrawn', reason: 'the first was right' });
  expect(await returns()).toEqual({ A1: first, A2: first });
});

test('a return counts for every pack that its case names', async () => {
  const { suspect, agree, returns } = await withTwo();
  const serials = Array.from({ length: 80 }, (_, n) => `Q${n}`);
  await suspect('s1', 'investigating', ...serials);
  const id = await agree('small', ...serials);
  expect(new Set(Object.values(await returns()))).toEqual(new Set([id]));
});

test('a partner’s client is not told', async () => {
  const { ask } = await withSuspects();
  const asked = { role: 'partner-api', claims: { partner: 'small' } };
  expect((await ask('GET /api/desk/withheld-packs', asked)).status).toBe(403);
});
